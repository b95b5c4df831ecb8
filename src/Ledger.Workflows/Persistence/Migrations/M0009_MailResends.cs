using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Workflows.Persistence.Migrations;

/// <summary>A mail that is sent again is a new one that names the first.</summary>
[DbContext(typeof(WorkflowsDb))]
[Migration("0009_MailResends")]
public sealed class M0009_MailResends : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("resend_of", "mails", nullable: true);
        migrationBuilder.CreateIndex("ix_mails_resend_of", "mails", "resend_of", filter: "resend_of is not null");
    }
}
