import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Button, Select, Table, type TableColumnsType } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { get } from '../api/http'
import { queries, useCentre } from '../api/queries'
import type { ColumnView, ListCount, ListDescription } from '../api/types'
import { useLanguage } from '../i18n'
import { count, dateTime, duration, money } from '../i18n/format'
import { Fault, Loading, Nothing } from '../shell/PageState'
import { askedOf, changed, cleared, rememberColumns, rememberedColumns, saidOf, type Start } from './asked'
import { Columns } from './Columns'
import { Exporting } from './Exporting'
import { Filters, type Choice } from './Filters'
import './list.css'
import { newer, refreshed } from './newer'
import { Views } from './Views'

const freshMs = 15_000

const sizes = [20, 50, 100]

const standardSize = 50

interface Page<Row> {
  rows: Row[]
  next: string | null
}

interface Props<Row> {
  /** Where the list is served: `/api/audit`. */
  address: string
  /** Of its rows, unique. */
  rowKey: keyof Row & string
  /** How a column's cells are shown, where the standard way does not do. */
  cells?: Partial<Record<keyof Row & string, (row: Row) => ReactNode>>
  /** Of columns of code. */
  choices?: Partial<Record<keyof Row & string, readonly Choice[]>>
  widths?: Partial<Record<keyof Row & string, number>>
  /** Beside the title. */
  actions?: ReactNode
  /** Between the title and what is looked for. */
  above?: ReactNode
  onRow?: (row: Row) => React.HTMLAttributes<HTMLElement>
  /** What is looked for where the address says nothing of it. */
  start?: Start
  /** Rows stay where they are under the reader's eyes; what came since is offered. */
  still?: boolean
}

/** A list as the server declares it: its table, filters, sorting, columns, views and files. */
export function ListPage<Row extends object>(props: Props<Row>) {
  const centre = useCentre()
  const list = useQuery({
    queryKey: ['list', props.address],
    queryFn: ({ signal }) => get<ListDescription>(`${props.address}/description`, signal),
    staleTime: Infinity,
  })
  if (list.isError) return <Fault error={list.error} retry={() => void list.refetch()} />
  if (!list.data || !centre.data) return <Loading />
  return <Rows {...props} list={list.data} zone={centre.data.timeZone} />
}

function Rows<Row extends object>(props: Props<Row> & { list: ListDescription; zone: string }) {
  const { address, list, zone, cells, widths } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const [search, setSearch] = useSearchParams()
  const [columns, setColumns] = useState(() => rememberedColumns(list))
  const [refused, setRefused] = useState('')
  const start = props.start ?? {}
  const asked = askedOf(search, list, start)
  const queryKey = ['list', address, asked.toString()]
  const page = (signal: AbortSignal) => get<Page<Row>>(`${address}?${asked}`, signal)
  // The first page shows what came since; who reads on is not disturbed.
  const refetchInterval = asked.has('after') ? false : freshMs
  const rows = useQuery({
    queryKey,
    queryFn: ({ signal }) => page(signal),
    placeholderData: keepPreviousData,
    refetchInterval: props.still ? false : refetchInterval,
    refetchOnReconnect: !props.still,
  })
  const now = useQuery({
    queryKey: ['listNow', ...queryKey],
    queryFn: ({ signal }) => page(signal),
    enabled: props.still === true && refetchInterval !== false && rows.isSuccess && !rows.isPlaceholderData,
    refetchInterval,
    staleTime: freshMs,
  })
  const total = useQuery({
    queryKey: ['listCount', address, withoutPage(asked)],
    queryFn: ({ signal }) => get<ListCount>(`${address}/count?${withoutPage(asked)}`, signal),
    staleTime: freshMs,
  })
  const since = rows.isPlaceholderData ? undefined : now.data?.rows
  const came = rows.data && since ? newer(rows.data.rows, since, props.rowKey) : 0
  const told = rows.data && since ? refreshed(rows.data.rows, since, props.rowKey) : rows.data?.rows
  const sort = asked.get('sort') ?? list.sort
  const go = (part: Record<string, string>) => setSearch(changed(search, part, start))
  const words = (column: ColumnView) => (language === 'en' ? column.title.en : column.title.zh)

  const shown: TableColumnsType<Row> = list.columns
    .filter((column) => columns.includes(column.name))
    .map((column) => {
      const name = column.name as keyof Row & string
      return {
        key: name,
        title: words(column),
        dataIndex: name,
        width: widths?.[name] ?? (column.type === 'time' ? 180 : undefined),
        align: rightward.has(column.type) ? 'right' : 'left',
        className: column.type === 'text' || column.type === 'code' ? 'list-long' : 'num',
        sorter: column.sorts,
        sortOrder: sort === name ? 'ascend' : sort === `-${name}` ? 'descend' : null,
        render: (value: unknown, row: Row) => cells?.[name]?.(row) ?? shownOf(value, column, zone),
      }
    })

  return (
    <div className="sheet">
      <div className="sheet-head list-head">
        <h1>{language === 'en' ? list.title.en : list.title.zh}</h1>
        <div className="list-actions">
          {props.actions}
          <Views
            list={list.name}
            asked={saidOf(search, list, start)}
            onPick={(query) => setSearch(new URLSearchParams(query))}
          />
          <Columns
            list={list}
            columns={columns}
            onChange={(next) => {
              setColumns(next)
              rememberColumns(list.name, next)
            }}
          />
          <Exporting address={address} asked={asked} columns={columns} onRefused={setRefused} />
        </div>
      </div>
      {props.above}
      {refused && (
        <Alert type="warning" showIcon closable={{ onClose: () => setRefused('') }} title={t('list.failed', { why: refused })} />
      )}
      <Filters
        list={list}
        asked={asked}
        choices={props.choices ?? {}}
        start={start}
        onChange={go}
        onClear={() => setSearch(cleared(search, list))}
      />
      {rows.isError ? (
        <Fault error={rows.error} retry={() => void rows.refetch()} />
      ) : (
        <>
          {came > 0 && (
            <button
              type="button"
              className="list-newer"
              role="status"
              data-testid="list-newer"
              onClick={() => {
                queries.setQueryData(queryKey, now.data)
                void total.refetch()
              }}
            >
              ● {t('list.newer', { count: came })}
            </button>
          )}
          <Table<Row>
            rowKey={props.rowKey}
            size="middle"
            columns={shown}
            dataSource={told ?? []}
            loading={rows.isPending}
            pagination={false}
            sticky={{ getContainer: () => document.getElementById('content') ?? document.body }}
            showSorterTooltip={false}
            onRow={(row) => ({ 'data-testid': `${list.name}-row`, ...props.onRow?.(row) }) as React.HTMLAttributes<HTMLElement>}
            onChange={(_, __, sorter) => {
              const by = Array.isArray(sorter) ? sorter[0] : sorter
              go({ sort: by?.order && by.columnKey ? `${by.order === 'descend' ? '-' : ''}${String(by.columnKey)}` : '' })
            }}
            locale={{ emptyText: rows.isPending ? ' ' : <Nothing why={t('list.none')} /> }}
          />
          <div className="list-more">
            {total.data && (
              <span className="soft list-total" data-testid="list-total">
                {t(total.data.more ? 'list.totalMore' : 'list.total', { total: count(total.data.total) })}
              </span>
            )}
            <Select
              value={Number(asked.get('size')) || standardSize}
              aria-label={t('list.pageSize')}
              data-testid="list-size"
              onChange={(size) => go({ size: size === standardSize ? '' : String(size) })}
              options={sizes.map((value) => ({ value, label: t('list.sizes', { count: value }) }))}
            />
            {asked.has('after') && (
              <Button onClick={() => go({})} data-testid="list-first">
                ‹ {t('list.first')}
              </Button>
            )}
            {rows.data?.next && (
              <Button
                data-testid="list-next"
                onClick={() => {
                  const next = new URLSearchParams(search)
                  next.set('after', rows.data.next ?? '')
                  setSearch(next)
                  document.getElementById('content')?.scrollTo(0, 0)
                }}
              >
                {t('list.next')} ›
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  )
}

const rightward = new Set<ColumnView['type']>(['whole', 'money', 'duration'])

/** What is counted: all that is looked for, on whatever page. */
function withoutPage(asked: URLSearchParams): string {
  const all = new URLSearchParams(asked)
  for (const name of ['after', 'size', 'sort']) all.delete(name)
  return all.toString()
}

function shownOf(value: unknown, column: ColumnView, zone: string): ReactNode {
  if (value === null || value === undefined || value === '') return <span className="soft">–</span>
  switch (column.type) {
    case 'time':
      return dateTime(String(value), zone)
    case 'duration':
      return duration(Number(value))
    case 'money':
      return money(Number(value))
    default:
      return String(value as string | number)
  }
}
