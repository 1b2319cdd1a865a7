import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ListDescription } from '../api/types'
import { useLanguage } from '../i18n'

interface Props {
  list: ListDescription
  columns: readonly string[]
  onChange: (columns: string[]) => void
}

/** Which columns are shown and exported; remembered in this browser. */
export function Columns({ list, columns, onChange }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className="list-columns"
          value={[...columns]}
          onChange={(next) => next.length > 0 && onChange(next)}
          options={list.columns.map((one) => ({
            value: one.name,
            label: language === 'en' ? one.title.en : one.title.zh,
          }))}
        />
      }
    >
      <Button icon={<SettingOutlined />} data-testid="list-columns">
        {t('list.columns')}
      </Button>
    </Popover>
  )
}
