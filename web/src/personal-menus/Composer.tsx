import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { call, get, Problem } from '../api/http'
import { queries, useMe } from '../api/queries'
import type { MenuComposition, Words } from '../api/types'
import { coded, useLanguage, words as inLanguage } from '../i18n'
import { Fault, Loading } from '../shell/PageState'
import { moved } from './order'
import './composer.css'

/** What the customer hears first: chosen and ordered by mouse or keyboard (Alt with the arrows). */
export function Composer({ address }: { address: string }) {
  const { id = '' } = useParams()
  const own = `${address}/${encodeURIComponent(id)}`
  const menu = useQuery({
    queryKey: ['record', own, 'composition'],
    queryFn: ({ signal }) => get<MenuComposition>(`${own}/composition`, signal),
  })
  if (menu.isError) return <Fault error={menu.error} retry={() => void menu.refetch()} />
  if (!menu.data) return <Loading />
  return <Composing key={menu.data.version} menu={menu.data} address={own} />
}

function Composing({ menu, address }: { menu: MenuComposition; address: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const may = useMe().data?.permissions.some((one) => one.name === 'personalMenus.compose')
  const [nodes, setNodes] = useState<readonly string[]>(menu.nodes)
  const [problem, setProblem] = useState('')
  const [saving, setSaving] = useState(false)
  const [said, setSaid] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const words = (both: Words) => inLanguage(both, language)
  const name = (node: string) => {
    const item = menu.offered.find((one) => one.node === node)
    return item ? words(item.words) : node
  }
  const open = menu.offered.filter((item) => !nodes.includes(item.node))
  const full = nodes.length >= menu.most
  const changed = nodes.join() !== menu.nodes.join() || menu.gone.length > 0

  const move = (from: number, by: -1 | 1) => {
    const to = from + by
    const node = nodes[from]
    if (node === undefined || to < 0 || to >= nodes.length) return
    setNodes(moved(nodes, from, by))
    setSaid(t('personalMenus.place', { item: name(node), key: to + 1 }))
    requestAnimationFrame(() => (list.current?.children[to] as HTMLElement | undefined)?.focus())
  }
  const keyed = (event: KeyboardEvent, at: number) => {
    if (!may || event.target !== event.currentTarget) return
    if (event.altKey && event.key === 'ArrowUp') move(at, -1)
    else if (event.altKey && event.key === 'ArrowDown') move(at, 1)
    else if (event.key === 'Delete') setNodes(nodes.filter((_, i) => i !== at))
    else return
    event.preventDefault()
  }
  const save = async () => {
    setSaving(true)
    setProblem('')
    try {
      await call('POST', `${address}/compose`, { version: menu.version, form: { nodes } })
      await queries.invalidateQueries({ queryKey: ['record', address] })
      await queries.invalidateQueries({ queryKey: ['list'] })
    } catch (error) {
      const faults = error instanceof Problem ? (error.more['faults'] as { zh: string; en: string }[] | undefined) : []
      const known = coded('faults', error instanceof Problem ? error.code : 'unknown')
      setProblem(
        error instanceof Problem && error.status === 409
          ? t('personalMenus.conflict')
          : faults?.length
            ? faults.map(words).join(' ')
            : known,
      )
    } finally {
      setSaving(false)
    }
  }

  return (
    <section className="panel" aria-label={t('personalMenus.compose')} data-testid="composer">
      <h2>{t('personalMenus.compose')}</h2>
      <div className="body composer">
        {menu.gone.length > 0 && (
          <Alert type="warning" showIcon title={t('personalMenus.gone', { items: menu.gone.map(words).join(', ') })} />
        )}
        {problem && <Alert type="error" showIcon title={problem} data-testid="composer-problem" />}
        <div className="composer-sides">
          <div>
            <h3>{t('personalMenus.own', { most: menu.most })}</h3>
            {nodes.length === 0 && <p className="soft">{t('personalMenus.none')}</p>}
            <ol ref={list} className="composer-list" data-testid="composer-chosen">
              {nodes.map((node, i) => (
                <li key={node} tabIndex={0} onKeyDown={(event) => keyed(event, i)} data-node={node}>
                  <kbd className="num">{i + 1}</kbd>
                  <span>{name(node)}</span>
                  {may && (
                    <span className="composer-verbs">
                      <Button
                        size="small"
                        icon={<ArrowUpOutlined />}
                        disabled={i === 0}
                        aria-label={t('personalMenus.up', { item: name(node) })}
                        onClick={() => move(i, -1)}
                      />
                      <Button
                        size="small"
                        icon={<ArrowDownOutlined />}
                        disabled={i === nodes.length - 1}
                        aria-label={t('personalMenus.down', { item: name(node) })}
                        onClick={() => move(i, 1)}
                      />
                      <Button
                        size="small"
                        icon={<CloseOutlined />}
                        aria-label={t('personalMenus.remove', { item: name(node) })}
                        onClick={() => setNodes(nodes.filter((one) => one !== node))}
                      />
                    </span>
                  )}
                </li>
              ))}
            </ol>
            {nodes.length > 0 && (
              <p className="composer-last soft">
                <kbd className="num">8</kbd> {t('personalMenus.all')}
              </p>
            )}
          </div>
          {may && (
            <div>
              <h3>{t('personalMenus.offered')}</h3>
              <ul className="composer-list" data-testid="composer-offered">
                {open.map((item) => (
                  <li key={item.node}>
                    <Button
                      type="text"
                      block
                      icon={<PlusOutlined />}
                      disabled={full}
                      data-node={item.node}
                      onClick={() => setNodes([...nodes, item.node])}
                    >
                      {words(item.words)}
                    </Button>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
        {may && (
          <div className="composer-foot">
            <Button
              type="primary"
              loading={saving}
              disabled={!changed || nodes.length === 0}
              data-testid="composer-save"
              onClick={() => void save()}
            >
              {t('personalMenus.save')}
            </Button>
            <span className="soft">{t('personalMenus.keys')}</span>
          </div>
        )}
        <p className="composer-said" role="status">
          {said}
        </p>
      </div>
    </section>
  )
}
