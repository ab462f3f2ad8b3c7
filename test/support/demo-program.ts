/** Makes the demonstration township that tests copy, while those that do not need it run already. */
import { demoFolder } from './demo.ts'

await demoFolder()
