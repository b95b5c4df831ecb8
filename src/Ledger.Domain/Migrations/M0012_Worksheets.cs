using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>What people have prepared of mass payments and not yet accepted.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0012_Worksheets")]
public sealed class M0012_Worksheets : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "mass_payment_worksheets",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                user_id = table.Column<long>(),
                mass_payment_id = table.Column<long>(),
                base_revision = table.Column<int>(),
                number = table.Column<long>(nullable: true),
                entry_date = table.Column<int>(),
                estimated_payment_date = table.Column<int>(),
                currency = table.Column<string>(maxLength: 3),
                exchange_rate = table.Column<long>(),
                remarks = table.Column<string>(maxLength: 2000, nullable: true),
                starts_process = table.Column<bool>(),
                choice = table.Column<string>(nullable: true),
                is_touched = table.Column<bool>(),
                changed_at = table.Column<long>(),
                local_currency = table.Column<string>(maxLength: 3),
                foreign_currency = table.Column<string>(maxLength: 3),
                local_step = table.Column<int>(),
                foreign_step = table.Column<int>(),
                requires_authorization = table.Column<bool>(),
                allows_differences = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("pk_mass_payment_worksheets", row => row.id));
        migrationBuilder.CreateIndex(
            "ix_mass_payment_worksheets_company_id_user_id_mass_payment_id", "mass_payment_worksheets", ["company_id", "user_id", "mass_payment_id"], unique: true);
        migrationBuilder.CreateTable(
            "mass_payment_worksheet_items",
            table => new
            {
                worksheet_id = table.Column<long>(),
                installment_id = table.Column<long>(),
                company_id = table.Column<long>(),
                amount = table.Column<long>(),
                local_amount = table.Column<long>(),
                units = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_mass_payment_worksheet_items", row => new { row.worksheet_id, row.installment_id });
                table.ForeignKey(
                    "fk_mass_payment_worksheet_items_worksheet_id", row => row.worksheet_id, "mass_payment_worksheets", "id",
                    onDelete: ReferentialAction.Restrict);
            });
    }
}
