import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '../api/queries'
import type { PersonalMenuRow } from '../api/types'
import { coded, useLanguage } from '../i18n'
import { ListPage } from '../list/ListPage'
import { FormPage } from '../record/FormPage'
import { RecordPage } from '../record/RecordPage'
import { Composer } from './Composer'

const address = '/api/personal-menus'
const list = '/personal-menus'

export default function PersonalMenus() {
  const { t } = useTranslation()
  const english = useLanguage() === 'en'
  const composes = useMe().data?.permissions.some((one) => one.name === 'personalMenus.compose')
  const ways = Object.entries(t('personalMenus.way', { returnObjects: true })).map(([value, label]) => ({ value, label }))
  return (
    <ListPage<PersonalMenuRow>
      address={address}
      rowKey="customerId"
      cells={{
        customerId: (row) => <Link to={`${list}/${row.customerId}`}>{row.customerId}</Link>,
        words: (row) => row.words.map((one) => (english ? one.en : one.zh)).join(' → '),
        way: (row) => coded('personalMenus.way', row.way),
        changedBy: (row) => (/^\d+$/.test(row.changedBy) ? row.changedBy : coded('personalMenus.by', row.changedBy)),
      }}
      choices={{ way: ways }}
      widths={{ customerId: 110, customer: 110, words: 420, items: 90, way: 100, changedBy: 110 }}
      actions={
        composes && (
          <Link to={`${list}/new`}>
            <Button type="primary" data-testid="personal-menu-new">
              {t('personalMenus.open')}
            </Button>
          </Link>
        )
      }
    />
  )
}

export const One = () => <RecordPage address={address} list={list} more={<Composer address={address} />} />

export function New() {
  const { t } = useTranslation()
  return <FormPage address={address} list={list} title={t('personalMenus.open')} submit={t('personalMenus.show')} />
}
