import { program } from '../../tools/tsup/program.ts'

export default program({ main: 'src/main.ts' }, { builtIn: ['commander'] })
