import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '../api/queries'
import type { ContractRow } from '../api/types'
import { coded, useLanguage } from '../i18n'
import { ListPage } from '../list/ListPage'
import { FormPage } from '../record/FormPage'
import { RecordPage } from '../record/RecordPage'

const address = '/api/contracts'
const list = '/contracts'

export default function Contracts() {
  const { t } = useTranslation()
  const english = useLanguage() === 'en'
  const writes = useMe().data?.permissions.some((one) => one.name === 'contracts.write')
  const status = Object.entries(t('contracts.status', { returnObjects: true })).map(([value, label]) => ({
    value,
    label,
  }))
  return (
    <ListPage<ContractRow>
      address={address}
      rowKey="number"
      cells={{
        number: (row) => <Link to={`${list}/${row.number}`}>{row.number}</Link>,
        status: (row) => coded('contracts.status', row.status),
        type: (row) => (english ? row.typeName?.en : row.typeName?.zh) ?? row.type,
        unit: (row) => (english ? row.unitName?.en : row.unitName?.zh) ?? row.unit,
      }}
      choices={{ status }}
      widths={{ number: 140, customerId: 110, customer: 140, type: 170, status: 90, edition: 90, signer: 90 }}
      actions={
        writes && (
          <Link to={`${list}/new`}>
            <Button type="primary" data-testid="contract-new">
              {t('contracts.new')}
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
  return <FormPage address={address} list={list} title={t('contracts.new')} />
}
