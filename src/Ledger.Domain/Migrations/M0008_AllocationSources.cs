using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>What an allocation used of a source in another currency; the date a generation pays on.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0008_AllocationSources")]
public sealed class M0008_AllocationSources : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("source_amount", "allocations", nullable: true);
        migrationBuilder.AddColumn<int>("payment_date", "mass_payment_suppliers", nullable: false, defaultValue: 0);
    }
}
