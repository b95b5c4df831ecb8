using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>
/// What keeps every folio in one place even against hand-written SQL (F10): authorisations of a kind never overlap and never
/// change; ranges lie inside their authorisation, never overlap, are only cut at their end, and never lose what was used or
/// expired; an issued folio is never taken back.
/// </summary>
/// <remarks>Beside the journal's triggers the only statements of the schema that the databases do not share.</remarks>
internal static class FolioTriggers
{
    private const string Overlap = "Folios would be in two places.";
    private const string Sealed = "Folio records are never changed in this way.";

    // A range may be cut at its end and moved. What is in a book may not lose the mark of what was used of it; when the used
    // part is cut off, it holds exactly what was used; used and expired numbers stay what they are.
    private const string BadMove = """
        new.id <> old.id or new.company_id <> old.company_id or new.authorization_id <> old.authorization_id
            or new.first_number <> old.first_number or new.last_number > old.last_number
            or (old.place in ('Used', 'Expired') and (new.place <> old.place or new.last_number <> old.last_number))
            or (old.place = 'Book' and new.place = 'Book' and new.next_number < old.next_number)
            or (old.place = 'Book' and new.place = 'Used' and new.last_number <> old.next_number - 1)
            or (old.place <> 'Book' and new.place = 'Used')
            or (old.place = 'Book' and new.place not in ('Book', 'Used') and old.next_number > old.first_number)
        """;

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
        create trigger folio_authorizations_apart before insert on folio_authorizations
        when exists (select 1 from folio_authorizations a where a.company_id = new.company_id and a.environment = new.environment
            and a.document_type = new.document_type and a.first_number <= new.last_number and a.last_number >= new.first_number)
        begin select raise(abort, '{Overlap}'); end;
        """,
        $"create trigger folio_authorizations_fixed before update on folio_authorizations begin select raise(abort, '{Sealed}'); end;",
        $"create trigger folio_authorizations_kept before delete on folio_authorizations begin select raise(abort, '{Sealed}'); end;",
        $"""
        create trigger folio_ranges_apart before insert on folio_ranges
        when new.place = 'Used'
            or exists (select 1 from folio_ranges r where r.authorization_id = new.authorization_id
                and r.first_number <= new.last_number and r.last_number >= new.first_number)
            or not exists (select 1 from folio_authorizations a where a.id = new.authorization_id and a.company_id = new.company_id
                and a.first_number <= new.first_number and a.last_number >= new.last_number)
        begin select raise(abort, '{Overlap}'); end;
        """,
        $"create trigger folio_ranges_moved before update on folio_ranges when {BadMove} begin select raise(abort, '{Sealed}'); end;",
        $"create trigger folio_ranges_kept before delete on folio_ranges begin select raise(abort, '{Sealed}'); end;",
        $"create trigger folio_consumptions_fixed before update on folio_consumptions begin select raise(abort, '{Sealed}'); end;",
        $"create trigger folio_consumptions_kept before delete on folio_consumptions begin select raise(abort, '{Sealed}'); end;",
    ];

    private static string[] PostgreSql() =>
    [
        $"""
        create function folio_sealed() returns trigger language plpgsql as $$
        begin
            raise exception '{Sealed}';
        end $$
        """,
        $"""
        create function folio_authorizations_apart() returns trigger language plpgsql as $$
        begin
            if exists (select 1 from folio_authorizations a where a.company_id = new.company_id and a.environment = new.environment
                and a.document_type = new.document_type and a.first_number <= new.last_number and a.last_number >= new.first_number) then
                raise exception '{Overlap}';
            end if;
            return new;
        end $$
        """,
        // Two transactions that add ranges to one authorisation wait for each other here, else neither would see the other's.
        $"""
        create function folio_ranges_apart() returns trigger language plpgsql as $$
        begin
            perform 1 from folio_authorizations a where a.id = new.authorization_id and a.company_id = new.company_id
                and a.first_number <= new.first_number and a.last_number >= new.last_number for no key update;
            if not found or new.place = 'Used' or exists (select 1 from folio_ranges r where r.authorization_id = new.authorization_id
                and r.first_number <= new.last_number and r.last_number >= new.first_number) then
                raise exception '{Overlap}';
            end if;
            return new;
        end $$
        """,
        "create trigger folio_authorizations_apart before insert on folio_authorizations for each row execute function folio_authorizations_apart()",
        "create trigger folio_authorizations_fixed before update or delete on folio_authorizations for each row execute function folio_sealed()",
        "create trigger folio_ranges_apart before insert on folio_ranges for each row execute function folio_ranges_apart()",
        $"create trigger folio_ranges_moved before update on folio_ranges for each row when ({BadMove}) execute function folio_sealed()",
        "create trigger folio_ranges_kept before delete on folio_ranges for each row execute function folio_sealed()",
        "create trigger folio_consumptions_fixed before update or delete on folio_consumptions for each row execute function folio_sealed()",
    ];
}
