import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { both, folders, shared, wordsOf, type Tree } from './both'

const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  )

const places = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((found) => found[1]).sort()

const chinese = /\p{Script=Han}/u

describe('both languages', () => {
  const { zh, en } = both()
  const zhTexts = new Map(flat(zh))
  const enTexts = new Map(flat(en))

  test('have the same keys', () => {
    expect([...enTexts.keys()].filter((key) => !zhTexts.has(key))).toEqual([])
    expect([...zhTexts.keys()].filter((key) => !enTexts.has(key))).toEqual([])
  })

  test('no word belongs to two folders', () => {
    const owners = folders().flatMap((folder) =>
      Object.entries(wordsOf(folder)?.zh ?? {}).flatMap(([key, tree]) =>
        (key === shared ? Object.keys(tree).map((one) => `${key}.${one}`) : [key]).map((one) => [one, folder] as const),
      ),
    )
    expect(
      owners.filter(([key, folder]) => owners.some(([other, where]) => other === key && where !== folder)),
    ).toEqual([])
    expect(owners.length).toBeGreaterThan(30)
  })

  test('are known to the compiler, folder by folder', () => {
    const root = join(import.meta.dirname, '../..')
    const made = execFileSync('node', [join(root, 'scripts/folders.mjs'), '--print'], { encoding: 'utf8' })
    expect(readFileSync(join(root, 'src/i18n/folders.ts'), 'utf8')).toBe(made)
  })

  test('leave no text empty', () => {
    expect([...zhTexts, ...enTexts].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
  })

  test('fill in the same places', () => {
    const unlike = [...zhTexts]
      .filter(([key, text]) => String(places(text)) !== String(places(enTexts.get(key) ?? '')))
      .map(([key]) => key)
    expect(unlike).toEqual([])
  })

  test('the English file speaks English', () => {
    // "cxye" and the switch to Chinese name themselves; titles are keyed by the Chinese word.
    const allowed = new Set(['nav.otherLanguage'])
    expect([...enTexts].filter(([key, text]) => chinese.test(text) && !allowed.has(key)).map(([key]) => key)).toEqual(
      [],
    )
  })
})

/** Attributes whose value a person sees or hears. */
const seen = new Set([
  'title',
  'placeholder',
  'alt',
  'label',
  'aria-label',
  'aria-description',
  'description',
  'subTitle',
  'okText',
  'cancelText',
])
/** Signs that are the same in every language. */
const universal = /^[\s\d·›‹÷×–…?!.,:;()/+|•✔▲●○★☎▶‖✎▾ ]*$/u

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory()
      ? sources(path)
      : /\.tsx?$/.test(entry.name) && !/\.test\.ts$|\.d\.ts$|both\.ts$/.test(entry.name)
        ? [path]
        : []
  })
}

/** The name of a thing and its keys on the keyboard: not translated. */
const names = new Set(['TellerLine', 'Ctrl K', 'R', 'N', 'M', 'H', 'D', 'E', 'I', 'Enter', 'v'])

/** `{late ? 'late' : 'on time'}` between two tags is seen as much as plain text is. */
function isChild(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isConditionalExpression(parent) && parent.condition !== node) return isChild(parent)
  if (ts.isParenthesizedExpression(parent)) return isChild(parent)
  return ts.isJsxExpression(parent) && (ts.isJsxElement(parent.parent) || ts.isJsxFragment(parent.parent))
}

/** `{ zh: '联络记录', en: 'Contacts' }`, where a type asks for both. */
function isTitle(node: ts.Node): boolean {
  const property = node.parent
  if (!ts.isPropertyAssignment(property) || property.name.getText() !== 'zh') return false
  return property.parent.properties.some((other) => other.name?.getText() === 'en')
}

function hardCoded(path: string): string[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const found: string[] = []
  const judge = (node: ts.Node, text: string) => {
    if (!universal.test(text) && !names.has(text.trim()))
      found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${text.trim()}`)
  }
  const visit = (node: ts.Node) => {
    if (ts.isJsxText(node)) judge(node, node.text)
    if (
      ts.isJsxAttribute(node) &&
      seen.has(node.name.getText()) &&
      node.initializer &&
      ts.isStringLiteral(node.initializer)
    )
      judge(node, node.initializer.text)
    if (
      ts.isStringLiteralLike(node) &&
      chinese.test(node.text) &&
      !isTitle(node) &&
      !path.endsWith(join('customers', 'names.ts'))
    )
      judge(node, node.text)
    if (ts.isStringLiteralLike(node) && isChild(node)) judge(node, node.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

// Every source is parsed: a busy machine takes its time.
test('no visible string is hard-coded', { timeout: 60_000 }, () => {
  const files = sources(join(import.meta.dirname, '..'))
  expect(files.length).toBeGreaterThan(40)
  expect(files.flatMap(hardCoded)).toEqual([])
})
