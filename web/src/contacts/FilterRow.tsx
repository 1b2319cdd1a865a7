import { Button, DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useContactAgents } from '../api/queries'
import { coded, useLanguage } from '../i18n'
import { agentText, isNarrowed, outcomes, type ContactFilter } from './filter'
import { SearchBox } from './SearchBox'

/** As many days as the centre answers for at once. */
const maxDays = 366

interface Props {
  filter: ContactFilter
  onChange: (filter: ContactFilter) => void
}

export function FilterRow({ filter, onChange }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const agents = useContactAgents()
  const change = (part: Partial<ContactFilter>) => onChange({ ...filter, ...part })
  return (
    <div className="contacts-filter" role="search">
      <DatePicker.RangePicker
        value={[dayjs(filter.day), dayjs(filter.to)]}
        allowClear={false}
        aria-label={t('contacts.days')}
        data-testid="contacts-days"
        disabledDate={(day, { from }) => from !== undefined && Math.abs(day.diff(from, 'day')) >= maxDays}
        onChange={(days) =>
          days?.[0] && days[1] && change({ day: days[0].format('YYYY-MM-DD'), to: days[1].format('YYYY-MM-DD') })
        }
      />
      {(agents.data?.length ?? 0) > 1 && (
        <Select
          value={filter.agent}
          aria-label={t('contacts.agent')}
          showSearch={{ optionFilterProp: 'label' }}
          data-testid="contacts-agent"
          onChange={(agent) => change({ agent })}
          options={[
            { value: '', label: t('contacts.anyAgent') },
            ...agents.data!.map(({ number, name }) => ({ value: number, label: agentText(number, name, language) })),
          ]}
        />
      )}
      <Select
        value={filter.outcome}
        aria-label={t('contacts.disposition')}
        data-testid="contacts-outcome"
        onChange={(outcome) => change({ outcome })}
        options={[
          { value: '', label: t('contacts.anyOutcome') },
          ...outcomes.map((one) => ({
            value: one,
            label: one === 'open' ? t('contacts.going') : coded('dispositions', one),
          })),
        ]}
      />
      <SearchBox key={filter.q} value={filter.q} onSearch={(q) => change({ q })} />
      {isNarrowed(filter) && (
        <Button data-testid="contacts-all" onClick={() => change({ q: '', agent: '', outcome: '' })}>
          {t('contacts.clear')}
        </Button>
      )}
    </div>
  )
}
