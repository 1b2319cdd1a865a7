import { Dropdown } from 'antd'
import { NavLink, useLocation, useNavigate } from 'react-router'
import { useLanguage, words } from '../i18n'
import { areasOf, type EnteredPage } from './navigation'

/** One entry an area: the page itself where the area has only one, else a menu of its pages. */
export function Navigation({ pages }: { pages: readonly EnteredPage[] }) {
  const language = useLanguage()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const idOf = (page: EnteredPage) => `nav-${page.path.slice(1).replaceAll('/', '-')}`
  return areasOf(pages).map(({ area, pages: own }) => {
    const [only] = own
    if (own.length === 1 && only) {
      return (
        <NavLink key={area.name} to={only.path} data-testid={idOf(only)}>
          <span aria-hidden="true">{only.entry.icon}</span> {words(only.entry.title, language)}
        </NavLink>
      )
    }
    const items = own.map((page) => ({
      key: page.path,
      icon: page.entry.icon,
      label: words(page.entry.title, language),
    }))
    return (
      <Dropdown key={area.name} trigger={['click']} menu={{ items, onClick: ({ key }) => void navigate(key) }}>
        <button
          type="button"
          className={own.some((page) => pathname.startsWith(page.path)) ? 'active' : ''}
          data-testid={`nav-area-${area.name}`}
        >
          {words(area.title, language)} ▾
        </button>
      </Dropdown>
    )
  })
}
