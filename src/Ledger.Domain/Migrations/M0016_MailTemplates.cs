using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>Templates of mails beside those of printed documents: one a language, with a subject.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0016_MailTemplates")]
public sealed class M0016_MailTemplates : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("language", "document_templates", maxLength: 10, nullable: false, defaultValue: string.Empty);
        migrationBuilder.AddColumn<string>("subject", "document_templates", maxLength: 400, nullable: true);
        migrationBuilder.DropIndex("ix_document_templates_company_id_name", "document_templates");
        migrationBuilder.CreateIndex(
            "ix_document_templates_company_id_name_language", "document_templates", ["company_id", "name", "language"], unique: true);
    }
}
