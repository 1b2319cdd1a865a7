import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { Fault, Loading } from '../shell/PageState'
import { usePosts, useUnits } from './hooks'
import { Posts } from './Posts'
import { Units } from './Units'
import './admin.css'

/** Who belongs where, and as what: units and posts. */
export default function OrganisationPage() {
  const { t } = useTranslation()
  const units = useUnits()
  const posts = usePosts()
  const failed = [units, posts].find((query) => query.isError)
  if (failed) return <Fault error={failed.error} retry={() => void failed.refetch()} />
  if (!units.data || !posts.data) return <Loading />
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{t('admin.organisation')}</h1>
      </div>
      <Tabs
        items={[
          { key: 'units', label: t('admin.units'), children: <Units units={units.data} /> },
          { key: 'posts', label: t('admin.posts'), children: <Posts posts={posts.data} /> },
        ]}
      />
    </div>
  )
}
