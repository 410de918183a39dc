// The inspector's page: puts its parts together and lets what the emulator tells flow through them.
import { Page } from './page.ts'

new Page(document.body).begin()
