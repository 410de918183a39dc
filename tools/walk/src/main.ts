// Writes the walk into the README of the command line; part of npm run generate.
import { readFileSync, writeFileSync } from 'node:fs'
import { writePlace } from '../../conformance/src/report/markdown.ts'
import { README, NAME } from './place.ts'
import { walk } from './walk.ts'

writeFileSync(README, writePlace(readFileSync(README, 'utf8'), NAME, await walk()))
