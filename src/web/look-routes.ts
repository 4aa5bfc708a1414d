/** The switch between light, dark and as the system has it. */
import { giveCookie } from './cookies.ts'
import { field, placeHere } from './form.ts'
import { isLook } from './look.ts'
import { post, type Route } from './route.ts'

const YEAR_S = 31_536_000

export const LOOK_ROUTES: readonly Route[] = [
  post('/giao-dien', 'anyone', async (c, { access }) => {
    const look = await field(c, 'kieu')
    if (isLook(look)) giveCookie(c, 'sokyso-look', look, access, look === 'may' ? 0 : YEAR_S)
    return c.redirect(placeHere(await field(c, 've')), 303)
  }),
]
