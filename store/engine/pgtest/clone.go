package pgtest

import (
	"fmt"
	"slices"
)

// clone makes a database of a template, and the template if need be. A clone
// that was used before is made as it was: to copy a database takes longer than
// most tests.
func (s *server) clone(template string, fill func(address string) error) (name string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	free, made := s.free[template]
	if n := len(free); n > 0 {
		name, s.free[template] = free[n-1], free[:n-1]
		return name, s.exec(name, reset)
	}
	if !made {
		if err := s.exec("postgres", `CREATE DATABASE `+template); err != nil {
			return "", err
		}
		if err := fill(s.address(template)); err != nil {
			return "", err
		}
		if err := s.exec(template, keep); err != nil {
			return "", err
		}
		s.free[template] = nil
	}
	s.clones++
	name = fmt.Sprintf("test%d", s.clones)
	return name, s.exec("postgres", `CREATE DATABASE `+name+` TEMPLATE `+template)
}

// giveBack lets a later test use a clone. Whoever is still connected is not any
// more.
func (s *server) giveBack(template, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.exec("postgres", `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '`+name+`'`)
	if err == nil && !slices.Contains(s.free[template], name) {
		s.free[template] = append(s.free[template], name)
	}
}

// keep copies what a template holds to a schema beside it, and reset puts it
// back.
const (
	keep = `
DO $$ DECLARE t record; BEGIN
	CREATE SCHEMA kept;
	CREATE TABLE kept.numbers AS SELECT sequencename::text AS name, last_value AS last FROM pg_sequences WHERE schemaname = 'public';
	FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
		EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', t.tablename, t.tablename);
	END LOOP;
END $$`
	reset = `
DO $$ DECLARE t record; BEGIN
	SET LOCAL session_replication_role = replica; -- checks no references meanwhile
	FOR t IN SELECT p.tablename, k.tablename IS NOT NULL AS kept FROM pg_tables p
		LEFT JOIN pg_tables k ON k.schemaname = 'kept' AND k.tablename = p.tablename WHERE p.schemaname = 'public' LOOP
		IF t.kept THEN
			EXECUTE format('DELETE FROM public.%I', t.tablename);
			EXECUTE format('INSERT INTO public.%I SELECT * FROM kept.%I', t.tablename, t.tablename);
		ELSE
			EXECUTE format('DROP TABLE public.%I CASCADE', t.tablename);
		END IF;
	END LOOP;
	FOR t IN SELECT * FROM kept.numbers LOOP
		PERFORM setval(format('public.%I', t.name)::regclass, coalesce(t.last, 1), t.last IS NOT NULL);
	END LOOP;
END $$`
)
