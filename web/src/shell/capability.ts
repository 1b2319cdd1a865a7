import { lazy, type ComponentType, type LazyExoticComponent, type ReactNode } from 'react'
import type { PermissionName, Words } from '../api/types'
import { needWords, type WordFolder } from '../i18n'
import type { FieldWidget } from '../form/widgets'
import type { EventWords } from '../timeline/event'
import type { AreaName } from './areas'

/** What a folder under `src` brings: its pages and the words of its events. */
export interface Capability {
  name: string
  pages: readonly Page[]
  /** How the entries that it writes to a contact's journal are told. */
  events?: () => Promise<EventWords>
  /** Fields of forms that are more than a text, by the schema's `x-widget`. */
  widgets?: Readonly<Record<string, FieldWidget>>
}

export interface Page {
  /** As the router takes it: `/contacts/:id`. */
  path: string
  Component: LazyExoticComponent<ComponentType<object>>
  /**
   * The permission that the server asks for (docs/permissions.md); a page without one is for anybody, outside the
   * staff's frame.
   */
  permission?: PermissionName
  entry?: Entry
}

/** A page's place in the navigation. Its words are here, not in the folder's files: they are read before the page is. */
export interface Entry {
  area: AreaName
  title: Words
  /** Of the Chinese title's pinyin, as agents type them. */
  initials: string
  icon: ReactNode
}

/** A page as a chunk of its own, shown once the words of these folders are there. */
export const page = <Props = object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  ...words: readonly WordFolder[]
) =>
  lazy(async () => {
    const [loaded] = await Promise.all([load(), needWords(...words)])
    return loaded
  })
