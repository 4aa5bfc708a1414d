/** Databases of PostgreSQL that are used again: to make one as it was takes a tenth of the time that a copy takes. */
import { ask } from '../services/postgres.ts'

/** Keeps beside the tables what is in them, for `asItWas`. */
export async function keepAsItIs(url: string): Promise<void> {
  await ask(
    url,
    `create schema made;
    create table made.sequence as select sequencename as name, last_value as last from pg_sequences where schemaname = 'public';
    do $$ declare name text; begin
      for name in select tablename from pg_tables where schemaname = 'public' loop
        execute format('create table made.%I as table public.%I', 'table ' || name, name);
      end loop;
    end $$`,
  )
}

/** @param url of the database that was kept, or of a copy of it, where nobody is at work. */
export async function asItWas(url: string): Promise<void> {
  await ask(
    url,
    // Without the triggers that refuse to forget, and the order that references ask for.
    `set session_replication_role = replica;
    do $$ declare name text; begin
      for name in select tablename from pg_tables where schemaname = 'public' loop
        execute format('delete from public.%I', name);
        execute format('insert into public.%I overriding system value table made.%I', name, 'table ' || name);
      end loop;
    end $$;
    select setval(format('public.%I', name), coalesce(last, 1), last is not null) from made.sequence`,
  )
}
