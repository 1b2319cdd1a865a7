import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '../api/queries'
import type { RatingRow } from '../api/types'
import { coded } from '../i18n'
import { ListPage } from '../list/ListPage'
import { FormPage } from '../record/FormPage'
import { RecordPage } from '../record/RecordPage'

const address = '/api/wealth/ratings'
const list = '/wealth/ratings'

/** What risk customers bear, as branches recorded it. */
export default function Ratings() {
  const { t } = useTranslation()
  const rates = useMe().data?.permissions.some((one) => one.name === 'wealth.rate')
  const levels = Object.entries(t('wealth.level', { returnObjects: true })).map(([value, label]) => ({ value, label }))
  return (
    <ListPage<RatingRow>
      address={address}
      rowKey="customerId"
      cells={{
        customerId: (row) => <Link to={`${list}/${row.customerId}`}>{row.customerId}</Link>,
        level: (row) => coded('wealth.level', row.level),
        state: (row) => coded('wealth.ratingState', row.state),
        by: (row) => row.by ?? t('wealth.bySystem'),
      }}
      choices={{ level: levels }}
      widths={{ customerId: 110, customer: 110, level: 150, ratedOn: 120, validTo: 120, state: 90, by: 110, at: 160 }}
      actions={
        rates && (
          <Link to={`${list}/new`}>
            <Button type="primary" data-testid="rating-new">
              {t('wealth.newRating')}
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
  return <FormPage address={address} list={list} title={t('wealth.newRating')} submit={t('wealth.record')} />
}
