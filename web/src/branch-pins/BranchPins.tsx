import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '../api/queries'
import type { PinRow } from '../api/types'
import { coded } from '../i18n'
import { ListPage } from '../list/ListPage'
import { FormPage } from '../record/FormPage'
import { RecordPage } from '../record/RecordPage'

const address = '/api/pins'
const list = '/pins'

export default function BranchPins() {
  const { t } = useTranslation()
  const manages = useMe().data?.permissions.some((one) => one.name === 'pins.manage')
  const choices = (name: 'kind' | 'standing') =>
    Object.entries(t(`branchPins.${name}`, { returnObjects: true })).map(([value, label]) => ({ value, label }))
  return (
    <ListPage<PinRow>
      address={address}
      rowKey="id"
      cells={{
        customerId: (row) => <Link to={`${list}/${row.customerId}`}>{row.customerId}</Link>,
        kind: (row) => coded('branchPins.kind', row.kind),
        standing: (row) => coded('branchPins.standing', row.standing),
      }}
      choices={{ kind: choices('kind'), standing: choices('standing') }}
      widths={{ customerId: 120, customer: 140, kind: 140, standing: 160 }}
      actions={
        manages && (
          <Link to={`${list}/new`}>
            <Button type="primary" data-testid="pins-new">
              {t('branchPins.open')}
            </Button>
          </Link>
        )
      }
    />
  )
}

export const One = () => <RecordPage address={address} list={list} />

export function New() {
  const { t } = useTranslation()
  return <FormPage address={address} list={list} title={t('branchPins.open')} submit={t('branchPins.show')} />
}
