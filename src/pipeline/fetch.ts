// What is fetched after a message is safe? Its media and its author's public name, as jobs that may be tried again.
import type { Library } from '../channels/channel.ts'
import type { Job } from '../store/store.ts'
import type { PipelineParts, Work } from './parts.ts'

const jobAttempts = 6
const retryMs = 10_000

export async function takeJob(parts: PipelineParts): Promise<Work | null> {
  const job = await parts.store.claimJob(parts.clock.now())
  return job === null ? null : (signal) => fetchFor(parts, job, signal)
}

async function fetchFor(parts: PipelineParts, job: Job, signal: AbortSignal): Promise<void> {
  const library = parts.libraries.get(job.of.channel)
  if (library === undefined) await parts.store.finishJob(job.id)
  else if (job.kind === 'profile') await fetchName(parts, job, library, signal)
  else await fetchMedia(parts, job, library, signal)
}

async function fetchName(
  parts: PipelineParts,
  job: Job,
  library: Library,
  signal: AbortSignal,
): Promise<void> {
  const name = await library.name(job.of, signal)
  const at = parts.clock.now()
  if (name !== null) await parts.store.step(job.conversation, { type: 'contact.named', at, name }, at)
  await parts.store.finishJob(job.id)
}

async function fetchMedia(
  parts: PipelineParts,
  job: Job,
  library: Library,
  signal: AbortSignal,
): Promise<void> {
  const { store, clock, log } = parts
  const { message, body, conversation } = job
  if (message === null || body === null) return store.finishJob(job.id)
  const result = await library.media(job.of, body, signal)
  const at = clock.now()
  if (result.ok) {
    const { file, mime } = result
    await store.step(conversation, { type: 'media.stored', at, message, file, mime }, at)
    return store.finishJob(job.id)
  }
  log.jobFailed('media', conversation, result.because)
  if (result.again && job.attempt < jobAttempts)
    return store.finishJob(job.id, at + retryMs * 2 ** job.attempt)
  await store.step(conversation, { type: 'media.lost', at, message, because: result.because }, at)
  return store.finishJob(job.id)
}
