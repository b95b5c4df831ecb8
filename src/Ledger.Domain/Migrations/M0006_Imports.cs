using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>Imports and what became of their lines.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0006_Imports")]
public sealed class M0006_Imports : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ImportBatches(migrationBuilder);
        ImportLines(migrationBuilder);
    }

    private static void ImportBatches(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "import_batches",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 40),
                file_name = table.Column<string>(maxLength: 200),
                file_hash = table.Column<string>(maxLength: 64),
                rows = table.Column<int>(),
                accepted = table.Column<int>(),
                rejected = table.Column<int>(),
                warned = table.Column<int>(),
                unchanged = table.Column<int>(),
                position = table.Column<long>(),
                state = table.Column<string>(maxLength: 40),
                by = table.Column<string>(maxLength: 256),
                at = table.Column<long>(),
                finished_at = table.Column<long>(nullable: true),
                revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_import_batches", row => row.id);
            });
        migrationBuilder.CreateIndex("ix_import_batches_company_id_file_hash", "import_batches", ["company_id", "file_hash"]);
        migrationBuilder.CreateIndex("ix_import_batches_company_id_kind_at", "import_batches", ["company_id", "kind", "at"]);
    }

    private static void ImportLines(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "import_lines",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                batch_id = table.Column<long>(),
                line_number = table.Column<int>(),
                verdict = table.Column<string>(maxLength: 40),
                code = table.Column<string>(maxLength: 100, nullable: true),
                arguments = table.Column<string>(nullable: true),
                field = table.Column<string>(maxLength: 100, nullable: true),
                value = table.Column<string>(maxLength: 200, nullable: true),
                subject_id = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_import_lines", row => row.id);
                table.ForeignKey(
                    "fk_import_lines_import_batches_batch_id", row => row.batch_id, "import_batches", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_import_lines_batch_id_verdict_line_number", "import_lines", ["batch_id", "verdict", "line_number"]);
    }
}
