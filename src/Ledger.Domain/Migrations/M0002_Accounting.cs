using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>The chart of accounts, the journal, balances and posting templates.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0002_Accounting")]
public sealed class M0002_Accounting : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Accounts(migrationBuilder);
        JournalEntries(migrationBuilder);
        JournalLines(migrationBuilder);
        AccountBalances(migrationBuilder);
        PostingTemplates(migrationBuilder);
        PostingTemplateLines(migrationBuilder);
        JournalTriggers.Create(migrationBuilder);
    }

    private static void Accounts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "accounts",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                code = table.Column<string>(maxLength: 20),
                name = table.Column<string>(maxLength: 200),
                nature = table.Column<string>(maxLength: 40),
                is_postable = table.Column<bool>(),
                currency = table.Column<string>(maxLength: 3, nullable: true),
                revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_accounts", row => row.id);
            });
        migrationBuilder.CreateIndex("ix_accounts_company_id_code", "accounts", ["company_id", "code"], unique: true);
    }

    private static void JournalEntries(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "journal_entries",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                number = table.Column<long>(),
                date = table.Column<int>(),
                narrative = table.Column<string>(maxLength: 200),
                source = table.Column<string>(maxLength: 40),
                source_id = table.Column<long>(nullable: true),
                reverses_entry_id = table.Column<long>(nullable: true),
                reversed_by_entry_id = table.Column<long>(nullable: true),
                total_debit = table.Column<long>(),
                total_credit = table.Column<long>(),
                posted_at = table.Column<long>(),
                posted_by = table.Column<string>(maxLength: 256),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_journal_entries", row => row.id);
                table.CheckConstraint("ck_journal_entries_balanced", "total_debit = total_credit and total_debit > 0");
            });
        migrationBuilder.CreateIndex("ix_journal_entries_company_id_date", "journal_entries", ["company_id", "date"]);
        migrationBuilder.CreateIndex("ix_journal_entries_company_id_number", "journal_entries", ["company_id", "number"], unique: true);
        migrationBuilder.CreateIndex(
            "ix_journal_entries_company_id_source_source_id", "journal_entries", ["company_id", "source", "source_id"]);
        migrationBuilder.CreateIndex(
            "ix_journal_entries_reverses_entry_id", "journal_entries", ["reverses_entry_id"], unique: true, filter: "reverses_entry_id is not null");
    }

    private static void JournalLines(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "journal_lines",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                entry_id = table.Column<long>(),
                line_number = table.Column<int>(),
                account_id = table.Column<long>(),
                debit = table.Column<long>(),
                credit = table.Column<long>(),
                foreign_currency = table.Column<string>(maxLength: 3, nullable: true),
                foreign_amount = table.Column<long>(nullable: true),
                narrative = table.Column<string>(maxLength: 200, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_journal_lines", row => row.id);
                table.ForeignKey(
                    "fk_journal_lines_accounts_account_id", row => row.account_id, "accounts", "id", onDelete: ReferentialAction.Restrict);
                table.CheckConstraint("ck_journal_lines_one_side", "debit >= 0 and credit >= 0 and (debit = 0) <> (credit = 0)");
            });
        migrationBuilder.CreateIndex("ix_journal_lines_account_id", "journal_lines", ["account_id"]);
        migrationBuilder.CreateIndex("ix_journal_lines_entry_id_line_number", "journal_lines", ["entry_id", "line_number"], unique: true);
    }

    private static void AccountBalances(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "account_balances",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                account_id = table.Column<long>(),
                period = table.Column<int>(),
                debit = table.Column<long>(),
                credit = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_account_balances", row => row.id);
                table.ForeignKey(
                    "fk_account_balances_accounts_account_id", row => row.account_id, "accounts", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_account_balances_account_id_period", "account_balances", ["account_id", "period"], unique: true);
    }

    private static void PostingTemplates(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "posting_templates",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                code = table.Column<string>(maxLength: 20),
                name = table.Column<string>(maxLength: 200),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_posting_templates", row => row.id);
            });
        migrationBuilder.CreateIndex("ix_posting_templates_company_id_code", "posting_templates", ["company_id", "code"], unique: true);
    }

    private static void PostingTemplateLines(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "posting_template_lines",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                template_id = table.Column<long>(),
                line_number = table.Column<int>(),
                role = table.Column<string>(maxLength: 40),
                account_id = table.Column<long>(nullable: true),
                side = table.Column<string>(maxLength: 40),
                narrative = table.Column<string>(maxLength: 200),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_posting_template_lines", row => row.id);
                table.ForeignKey(
                    "fk_posting_template_lines_posting_templates_template_id", row => row.template_id, "posting_templates", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_posting_template_lines_template_id_line_number", "posting_template_lines", ["template_id", "line_number"], unique: true);
    }
}
