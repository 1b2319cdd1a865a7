import { TreeSelect } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OrgUnit } from '../api/types'
import { useLanguage, words } from '../i18n'
import { treeOf, type UnitNode } from './tree'

interface Props {
  units: readonly OrgUnit[]
  value?: string
  onChange?: (path: string) => void
  /** By what a unit is named to who asks: its path, or its id. */
  by?: 'path' | 'id'
  allowClear?: boolean
  className?: string
  placeholder?: string
  id?: string
  /** Units that cannot be chosen. */
  not?: (unit: OrgUnit) => boolean
}

export function UnitPicker({ units, value, onChange, by = 'path', not, placeholder, ...rest }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  interface Choice {
    value: string
    title: string
    disabled: boolean
    children: Choice[]
  }
  const choice = ({ unit, below }: UnitNode): Choice => ({
    value: unit[by],
    title: words(unit.name, language),
    disabled: unit.closed || (not?.(unit) ?? false),
    children: below.map(choice),
  })
  return (
    <TreeSelect
      {...rest}
      showSearch={{ treeNodeFilterProp: 'title' }}
      value={value || undefined}
      placeholder={placeholder ?? t('admin.unit')}
      aria-label={t('admin.unit')}
      treeData={treeOf(units).map(choice)}
      treeDefaultExpandAll
      onChange={(chosen?: string) => onChange?.(chosen ?? '')}
    />
  )
}
