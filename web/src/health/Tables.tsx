import { useMutation } from '@tanstack/react-query'
import { Button, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ProjectionState } from '../api/types'
import { count } from '../i18n/format'
import { Fault } from '../shell/PageState'
import { retry, useProjections } from './data'

/** Where a table is with nothing to apply is noted once in so many numbers of the journal: less is no lag. */
const noted = 1_000

/** The tables made from the journal: how far they are, and what is aside; for who tends the system. */
export function Tables({ mayTend }: { mayTend: boolean }) {
  const { t } = useTranslation()
  const tables = useProjections(mayTend)
  if (!mayTend) return null
  const columns: TableColumnsType<ProjectionState> = [
    { title: t('health.table'), width: 330, dataIndex: 'name' },
    { title: t('health.version'), width: 130, dataIndex: 'version', className: 'num' },
    {
      title: t('health.behind'),
      width: 110,
      align: 'right',
      className: 'num',
      render: (_, row) => (row.behind < noted ? t('health.current') : count(row.behind)),
    },
    { title: t('health.aside'), width: 110, align: 'right', className: 'num', render: (_, row) => count(row.aside) },
    {
      title: t('health.oldest'),
      className: 'health-do',
      render: (_, row) => <Aside table={row} />,
    },
  ]
  return (
    <section className="panel" aria-label={t('health.tables')}>
      <h2>{t('health.tables')}</h2>
      {tables.isError ? (
        <Fault error={tables.error} retry={() => void tables.refetch()} />
      ) : (
        <Table<ProjectionState>
          rowKey="name"
          size="small"
          pagination={false}
          columns={columns}
          loading={tables.isPending}
          dataSource={tables.data ?? []}
        />
      )}
    </section>
  )
}

function Aside({ table }: { table: ProjectionState }) {
  const { t } = useTranslation()
  const again = useMutation({ mutationFn: () => retry(table.name) })
  const [first] = table.oldest
  if (table.rebuildBehind !== null) return <span className="soft">{t('health.rebuilding')}</span>
  return (
    <span className="health-aside">
      {first ? (
        <code className="health-detail">
          {first.seq} {first.kind}: {first.reason}
        </code>
      ) : (
        <span className="soft">–</span>
      )}
      {again.data && <span className="tag">{t('health.tried', { ...again.data })}</span>}
      {again.isError && <span className="tag bad">{t('faults.unknown')}</span>}
      {table.aside > 0 && (
        <Button size="small" loading={again.isPending} onClick={() => again.mutate()} data-testid={`retry-${table.name}`}>
          {t('health.tryAgain')}
        </Button>
      )}
    </span>
  )
}
