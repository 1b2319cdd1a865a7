import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { QuarantineRow } from '../api/types'
import { coded } from '../i18n'
import { ListPage } from '../list/ListPage'

/** Contacts and agents' states whose times cannot be: in no figure, and why. */
export default function Quarantine() {
  const { t } = useTranslation()
  return (
    <ListPage<QuarantineRow>
      address="/api/quarantine"
      rowKey="subject"
      cells={{
        subject: ({ subject }) =>
          subject.startsWith('contact/') ? <Link to={`/contacts/${subject.slice(8)}`}>{subject}</Link> : subject,
        reason: (row) => coded('quarantineReasons', row.reason),
      }}
      actions={<Link to="/call-logs">‹ {t('callLogs.back')}</Link>}
    />
  )
}
