import { readFileSync } from 'node:fs'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import { expect, test } from 'vitest'

const openapi = new URL('../../openapi.json', import.meta.url)

test('the committed types are those of the committed document (else: npm run types)', async () => {
  const made = COMMENT_HEADER + astToString(await openapiTS(openapi))
  expect(readFileSync(new URL('generated.ts', import.meta.url), 'utf8')).toBe(made)
})
