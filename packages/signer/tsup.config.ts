import { library } from '../../tools/tsup/preset.ts'

export default library({
  index: 'src/index.ts',
  verify: 'src/verify.ts',
  principal: 'src/principal.ts',
  'runtime/node': 'src/runtime/node.ts',
  'runtime/node-keys': 'src/runtime/node-keys.ts',
  'runtime/node-public-keys': 'src/runtime/node-public-keys.ts',
  'runtime/web': 'src/runtime/web.ts',
  'runtime/web-keys': 'src/runtime/web-keys.ts',
  'runtime/web-public-keys': 'src/runtime/web-public-keys.ts',
})
