import type { ComponentType, LazyExoticComponent } from 'react'

export interface WidgetProps {
  label: string
  value: string
  status?: 'error'
  onChange: (value: string) => void
}

/** A capability's own way to fill in a text field, a chunk of its own. */
export type FieldWidget = LazyExoticComponent<ComponentType<WidgetProps>>
