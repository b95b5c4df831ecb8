using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>
/// What keeps the journal true even against hand-written SQL: an entry is inserted after its lines and seals them. The
/// database refuses an entry that does not add up, and any later change of an entry or its lines (G2).
/// </summary>
/// <remarks>The one statement of the schema that both databases do not share: they have no common trigger language.</remarks>
internal static class JournalTriggers
{
    private const string Unbalanced = "A journal entry must have two lines or more that add up to its totals.";
    private const string Sealed = "A posted journal entry is never changed.";

    public static void Create(MigrationBuilder migrationBuilder)
    {
        foreach (var statement in migrationBuilder.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite" ? Sqlite() : PostgreSql())
        {
            migrationBuilder.Sql(statement);
        }
    }

    private static string[] Sqlite() =>
    [
        $"""
        create trigger journal_entries_seal before insert on journal_entries
        when (select count(*) < 2 or sum(debit) <> new.total_debit or sum(credit) <> new.total_credit
              from journal_lines where entry_id = new.id and company_id = new.company_id)
        begin select raise(abort, '{Unbalanced}'); end;
        """,
        $"""
        create trigger journal_entries_fixed before update on journal_entries
        when old.id <> new.id or old.company_id <> new.company_id or old.number <> new.number or old.date <> new.date
            or old.total_debit <> new.total_debit or old.total_credit <> new.total_credit or old.reversed_by_entry_id is not null
        begin select raise(abort, '{Sealed}'); end;
        """,
        $"create trigger journal_entries_kept before delete on journal_entries begin select raise(abort, '{Sealed}'); end;",
        $"""
        create trigger journal_lines_sealed before insert on journal_lines
        when exists (select 1 from journal_entries where id = new.entry_id)
        begin select raise(abort, '{Sealed}'); end;
        """,
        $"create trigger journal_lines_fixed before update on journal_lines begin select raise(abort, '{Sealed}'); end;",
        $"create trigger journal_lines_kept before delete on journal_lines begin select raise(abort, '{Sealed}'); end;",
    ];

    private static string[] PostgreSql() =>
    [
        $"""
        create function journal_seal() returns trigger language plpgsql as $$
        begin
            if (select count(*) < 2 or sum(debit) <> new.total_debit or sum(credit) <> new.total_credit
                from journal_lines where entry_id = new.id and company_id = new.company_id) then
                raise exception '{Unbalanced}';
            end if;
            return new;
        end $$
        """,
        $"""
        create function journal_fixed() returns trigger language plpgsql as $$
        begin
            raise exception '{Sealed}';
        end $$
        """,
        $"""
        create function journal_sealed() returns trigger language plpgsql as $$
        begin
            if exists (select 1 from journal_entries where id = new.entry_id) then
                raise exception '{Sealed}';
            end if;
            return new;
        end $$
        """,
        "create trigger journal_entries_seal before insert on journal_entries for each row execute function journal_seal()",
        """
        create trigger journal_entries_fixed before update on journal_entries for each row
        when (old.id <> new.id or old.company_id <> new.company_id or old.number <> new.number or old.date <> new.date
            or old.total_debit <> new.total_debit or old.total_credit <> new.total_credit or old.reversed_by_entry_id is not null)
        execute function journal_fixed()
        """,
        "create trigger journal_entries_kept before delete on journal_entries for each row execute function journal_fixed()",
        "create trigger journal_lines_sealed before insert on journal_lines for each row execute function journal_sealed()",
        "create trigger journal_lines_fixed before update or delete on journal_lines for each row execute function journal_fixed()",
    ];
}
