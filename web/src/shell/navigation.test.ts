import { expect, test, vi } from 'vitest'
import type { PermissionName } from '../api/types'
import type { Capability } from './capability'
import { areasOf, findPages, firstPage, pagesOf } from './navigation'

vi.stubGlobal('window', {})

const page = (path: string, permission: string, area: string, zh: string, en: string, initials: string) => ({
  path,
  permission,
  Component: null,
  entry: { area, title: { zh, en }, initials, icon: null },
})
const capabilities = [
  {
    name: 'all',
    words: null,
    pages: [
      page('/figures', 'figures.see', 'reports', '今日指标', "Today's figures", 'jrzb'),
      page('/contacts', 'contacts.see', 'contacts', '联络记录', 'Contacts', 'lljl'),
      { path: '/contacts/:id', permission: 'contacts.see', Component: null },
      page('/desk', 'desk.work', 'desk', '座席工作台', 'Desk', 'zxgzt'),
      { path: '/signin', Component: null },
    ],
  },
] as unknown as Capability[]
const me = (...names: PermissionName[]) => ({ permissions: names.map((name) => ({ name, reach: 'own' as const })) })
const paths = (pages: { path: string }[]) => pages.map((one) => one.path)

test('who may see what comes from the permissions of the session, in the order of the areas', () => {
  expect(paths(pagesOf(capabilities, me('figures.see', 'desk.work')))).toEqual(['/desk', '/figures'])
  expect(firstPage(capabilities, me('figures.see'))).toBe('/figures')
  expect(firstPage(capabilities, me('settings.change'))).toBe('/none')
})

test('an area without a page for its reader is not there', () => {
  expect(areasOf(pagesOf(capabilities, me('contacts.see', 'figures.see'))).map((one) => one.area.name)).toEqual([
    'contacts',
    'reports',
  ])
})

test('a page is found by its Chinese, its initials, its English and its area', () => {
  const pages = pagesOf(capabilities, me('figures.see', 'contacts.see', 'desk.work'))
  expect(['记录', 'lljl', 'cont', 'bb', '报表', 'fig', 'zx'].map((typed) => findPages(pages, typed)[0]?.path)).toEqual([
    '/contacts',
    '/contacts',
    '/contacts',
    '/figures',
    '/figures',
    '/figures',
    '/desk',
  ])
  expect(findPages(pages, 'nothing')).toEqual([])
  expect(findPages(pages, '')).toHaveLength(3)
})
