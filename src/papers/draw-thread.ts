/** The thread in which papers are drawn, each as it is asked for. A fault ends it, and is told to whoever asked. */
import { parentPort } from 'node:worker_threads'
import { type Drawing, draw } from './draw.ts'

parentPort?.on('message', async (drawing: Drawing) => parentPort?.postMessage(await draw(drawing)))
