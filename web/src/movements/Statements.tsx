import { Link } from 'react-router'
import type { StatementRow } from '../api/types'
import { useCentre } from '../api/queries'
import { dateTime } from '../i18n/format'
import { ListPage } from '../list/ListPage'

export default function Statements() {
  const zone = useCentre().data?.timeZone ?? 'Asia/Shanghai'
  return (
    <ListPage<StatementRow>
      address="/api/statements"
      rowKey="id"
      cells={{ at: (row) => <Link to={`/statements/${row.id}`}>{dateTime(row.at, zone)}</Link> }}
      widths={{
        at: 160,
        customerId: 100,
        customer: 100,
        tail: 110,
        from: 110,
        to: 110,
        movements: 110,
        contactId: 160,
        agent: 80,
      }}
    />
  )
}
