using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>What is to be paid in the order in which it falls due, without the many instalments that are paid.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0011_PendingInstallments")]
public sealed class M0011_PendingInstallments : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex(
        "ix_installments_company_id_due_date_id", "installments", ["company_id", "due_date", "id"], filter: "pending <> 0");

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("ix_installments_company_id_due_date_id", "installments");
}
