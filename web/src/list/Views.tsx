import { DeleteOutlined, StarOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, get } from '../api/http'
import { queries } from '../api/queries'
import type { SavedView } from '../api/types'
import { viewOf } from './asked'

interface Props {
  list: string
  asked: URLSearchParams
  onPick: (query: string) => void
}

/** What the reader looks for again and again, kept with the centre under a name. */
export function Views({ list, asked, onPick }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const address = `/api/lists/${list}/views`
  const views = useQuery({
    queryKey: ['views', list],
    queryFn: ({ signal }) => get<SavedView[]>(address, signal),
    enabled: open,
  })
  const again = () => queries.invalidateQueries({ queryKey: ['views', list] })
  const save = async () => {
    if (name.trim() === '') return
    await call('POST', address, { name: name.trim(), query: viewOf(asked) })
    setName('')
    await again()
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="list-views">
          {views.data?.length === 0 && <p className="soft">{t('list.noViews')}</p>}
          <ul>
            {views.data?.map((view) => (
              <li key={view.id}>
                <Button
                  type="link"
                  onClick={() => {
                    setOpen(false)
                    onPick(view.query)
                  }}
                >
                  {view.name}
                </Button>
                <Button
                  type="text"
                  size="small"
                  danger
                  aria-label={t('list.deleteView', { name: view.name })}
                  icon={<DeleteOutlined />}
                  onClick={() => void call('DELETE', `${address}/${view.id}`).then(again)}
                />
              </li>
            ))}
          </ul>
          <Input.Search
            value={name}
            maxLength={40}
            placeholder={t('list.viewName')}
            aria-label={t('list.saveView')}
            enterButton={t('list.save')}
            onChange={(event) => setName(event.target.value)}
            onSearch={() => void save()}
          />
        </div>
      }
    >
      <Button icon={<StarOutlined />} data-testid="list-views">
        {t('list.views')}
      </Button>
    </Popover>
  )
}
