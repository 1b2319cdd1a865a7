import { useMutation } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../api/http'
import { queries } from '../api/queries'
import type { AuditRow, AuditVerification } from '../api/types'
import { coded } from '../i18n'
import { ListPage } from '../list/ListPage'
import './audit.css'

/** Newest first, with the verification of the whole chain. */
export default function AuditPage() {
  const { t } = useTranslation()
  return (
    <ListPage<AuditRow>
      address="/api/audit"
      rowKey="seq"
      cells={{
        actor: (row) => <span className="num">{row.actor === 'system' ? t('audit.system') : row.actor}</span>,
        action: (row) => coded('auditActions', row.action),
      }}
      choices={{ action: actions(t('auditActions', { returnObjects: true })) }}
      widths={{ seq: 90, actor: 100, action: 210, subject: 300 }}
      actions={<Verify />}
      onRow={(row) => ({ 'data-action': row.action }) as React.HTMLAttributes<HTMLElement>}
    />
  )
}

/** All that we have words for; a test holds them to what the centre writes. */
const actions = (words: Record<string, Record<string, string>>) =>
  Object.entries(words).flatMap(([of, deeds]) =>
    Object.entries(deeds).map(([deed, label]) => ({ value: `${of}.${deed}`, label })),
  )

/** The whole chain computed again; that it was done, and how it ended, is a row of it. */
function Verify() {
  const { t } = useTranslation()
  const verify = useMutation({
    mutationFn: () => call<AuditVerification>('POST', '/api/audit/verifications'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['list', '/api/audit'] }),
  })
  const { data } = verify
  return (
    <div className="audit-verify">
      {verify.isError && <Alert type="warning" showIcon title={t('faults.unknown')} />}
      {data &&
        (data.firstFault === null ? (
          <Alert type="success" showIcon data-testid="audit-whole" title={t('audit.whole', { count: data.rows })} />
        ) : (
          <Alert type="error" showIcon data-testid="audit-broken" title={t('audit.broken', { row: data.firstFault })} />
        ))}
      <Button data-testid="audit-verify" loading={verify.isPending} onClick={() => verify.mutate()}>
        {t(verify.isPending ? 'audit.verifying' : 'audit.verify')}
      </Button>
    </div>
  )
}
