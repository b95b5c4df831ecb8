using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>Folio authorisations, where their numbers are, the books they are issued from, and every folio issued.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0009_Folios")]
public sealed class M0009_Folios : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Authorizations(migrationBuilder);
        Keys(migrationBuilder);
        Imports(migrationBuilder);
        Series(migrationBuilder);
        Books(migrationBuilder);
        Ranges(migrationBuilder);
        Consumptions(migrationBuilder);
        FolioTriggers.Create(migrationBuilder);
    }

    private static void Authorizations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_authorizations",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                digest = table.Column<string>(maxLength: 64),
                environment = table.Column<string>(maxLength: 40),
                document_type = table.Column<int>(),
                first_number = table.Column<long>(),
                last_number = table.Column<long>(),
                authorized_on = table.Column<int>(),
                expires_on = table.Column<int>(nullable: true),
                key_id = table.Column<int>(),
                origin = table.Column<string>(maxLength: 40),
                company_name = table.Column<string>(maxLength: 200),
                element = table.Column<string>(),
                can_sign = table.Column<bool>(),
                recorded_at = table.Column<long>(),
                recorded_by = table.Column<string>(maxLength: 256),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_authorizations", row => row.id);
                table.CheckConstraint("ck_folio_authorizations_numbers", "first_number >= 1 and last_number >= first_number");
            });
        migrationBuilder.CreateIndex(
            "ix_folio_authorizations_company_id_digest", "folio_authorizations", ["company_id", "digest"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_folio_authorizations_series", "folio_authorizations", ["company_id", "environment", "document_type", "first_number"], unique: true);
    }

    private static void Keys(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_keys",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                authorization_id = table.Column<long>(),
                sealed_key = table.Column<string>(),
                public_key = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_keys", row => row.id);
                table.ForeignKey(
                    "fk_folio_keys_folio_authorizations_authorization_id", row => row.authorization_id, "folio_authorizations", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_keys_authorization_id", "folio_keys", ["authorization_id"], unique: true);
    }

    private static void Imports(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_imports",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                file_name = table.Column<string>(maxLength: 260),
                verdict = table.Column<string>(maxLength: 40),
                arguments = table.Column<string>(),
                authorization_id = table.Column<long>(nullable: true),
                imported_at = table.Column<long>(),
                imported_by = table.Column<string>(maxLength: 256),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_imports", row => row.id);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_imports_company_id_imported_at", "folio_imports", ["company_id", "imported_at"]);
    }

    private static void Series(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_series",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                environment = table.Column<string>(maxLength: 40),
                document_type = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_series", row => row.id);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_series_company_id_environment_document_type", "folio_series", ["company_id", "environment", "document_type"], unique: true);
    }

    private static void Books(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_books",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                branch_id = table.Column<long>(),
                document_type = table.Column<int>(),
                workstation = table.Column<string>(maxLength: 20),
                name = table.Column<string>(maxLength: 200),
                quantity_threshold = table.Column<int>(),
                days_threshold = table.Column<int>(),
                is_automatic = table.Column<bool>(),
                created_at = table.Column<long>(),
                revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_books", row => row.id);
                table.ForeignKey(
                    "fk_folio_books_branches_branch_id", row => row.branch_id, "branches", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_books_branch_id", "folio_books", ["branch_id"]);
        migrationBuilder.CreateIndex(
            "ix_folio_books_company_id_branch_id_document_type_workstation", "folio_books", ["company_id", "branch_id", "document_type", "workstation"], unique: true);
    }

    private static void Ranges(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_ranges",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                authorization_id = table.Column<long>(),
                first_number = table.Column<long>(),
                last_number = table.Column<long>(),
                next_number = table.Column<long>(),
                place = table.Column<string>(maxLength: 40),
                branch_id = table.Column<long>(nullable: true),
                book_id = table.Column<long>(nullable: true),
                request_id = table.Column<long>(nullable: true),
                position = table.Column<long>(),
                expires_on = table.Column<int>(nullable: true),
                changed_at = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_ranges", row => row.id);
                table.CheckConstraint("ck_folio_ranges_book", "place <> 'Book' or book_id is not null");
                table.CheckConstraint("ck_folio_ranges_next", "next_number = first_number or (place = 'Book' and next_number > first_number and next_number <= last_number + 1)");
                table.CheckConstraint("ck_folio_ranges_numbers", "first_number >= 1 and first_number <= last_number");
                table.ForeignKey(
                    "fk_folio_ranges_folio_authorizations_authorization_id", row => row.authorization_id, "folio_authorizations", "id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    "fk_folio_ranges_folio_books_book_id", row => row.book_id, "folio_books", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_ranges_authorization_id_first_number", "folio_ranges", ["authorization_id", "first_number"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_folio_ranges_book_id_place_position", "folio_ranges", ["book_id", "place", "position"]);
        migrationBuilder.CreateIndex(
            "ix_folio_ranges_company_id_place_branch_id", "folio_ranges", ["company_id", "place", "branch_id"]);
    }

    private static void Consumptions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "folio_consumptions",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                book_id = table.Column<long>(),
                authorization_id = table.Column<long>(),
                number = table.Column<long>(),
                request_id = table.Column<string>(maxLength: 100),
                issued_at = table.Column<long>(),
                issued_on = table.Column<int>(),
                issued_by = table.Column<string>(maxLength: 256),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_folio_consumptions", row => row.id);
                table.ForeignKey(
                    "fk_folio_consumptions_folio_authorizations_authorization_id", row => row.authorization_id, "folio_authorizations", "id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    "fk_folio_consumptions_folio_books_book_id", row => row.book_id, "folio_books", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_folio_consumptions_authorization_id_number", "folio_consumptions", ["authorization_id", "number"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_folio_consumptions_book_id_issued_on", "folio_consumptions", ["book_id", "issued_on"]);
        migrationBuilder.CreateIndex(
            "ix_folio_consumptions_company_id_request_id", "folio_consumptions", ["company_id", "request_id"], unique: true);
    }
}
