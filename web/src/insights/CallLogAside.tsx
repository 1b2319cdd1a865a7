import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CallLogAsideRow } from '../api/types'
import { ListPage } from '../list/ListPage'

/** Rows of call logs that were set aside, each with its line and its reason. */
export default function CallLogAside() {
  const { t } = useTranslation()
  return (
    <ListPage<CallLogAsideRow>
      address="/api/call-log-aside"
      rowKey="id"
      widths={{ line: 90 }}
      actions={<Link to="/call-logs">‹ {t('callLogs.back')}</Link>}
    />
  )
}
