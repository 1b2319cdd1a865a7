import { Problem, problemOf, UNREACHABLE } from './http'
import { answered } from './reach'

/** Sends a file as it is; `fetch` does not say how far it has come. */
export function upload(path: string, file: Blob, progress: (share: number) => void): Promise<void> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) progress(event.loaded / event.total)
    }
    request.onload = () => {
      answered(request.status)
      if (request.status >= 200 && request.status < 300) return done()
      const answer = new Response(request.responseText, { status: request.status, statusText: request.statusText })
      problemOf(answer).then(failed, failed)
    }
    request.onerror = () => {
      answered(0)
      failed(new Problem(0, UNREACHABLE, '', ''))
    }
    request.send(file)
  })
}
