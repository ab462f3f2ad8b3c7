#!/bin/sh
# 第一次启动数据库时运行一次：守望用一个普通用户，只拥有自己的库；改设置的函数收回来，一句查询不能换范围、换角色（docs/adr/0041）。
set -eu
psql --set ON_ERROR_STOP=1 --username postgres --set password="$SHOUWANG_PASSWORD" <<'SQL'
CREATE ROLE shouwang LOGIN PASSWORD :'password';
CREATE ROLE shouwang_app NOLOGIN;
CREATE ROLE shouwang_door NOLOGIN;
CREATE ROLE shouwang_audit NOLOGIN;
GRANT shouwang_app, shouwang_door, shouwang_audit TO shouwang;
CREATE DATABASE shouwang OWNER shouwang ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' TEMPLATE template0;
\connect shouwang
REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO shouwang;
REVOKE TEMPORARY ON DATABASE shouwang FROM PUBLIC;
SQL
