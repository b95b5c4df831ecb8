using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Foundation.Migrations;

/// <summary>Audit trail, nodes and remembered requests.</summary>
[DbContext(typeof(StorageDb))]
[Migration("0001_Storage")]
public sealed class M0001_Storage : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "audit_entries",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                sequence = table.Column<long>(),
                at = table.Column<long>(),
                user_id = table.Column<long>(nullable: true),
                user_name = table.Column<string>(maxLength: 256),
                instance_id = table.Column<long>(nullable: true),
                action = table.Column<string>(maxLength: 100),
                subject_type = table.Column<string>(maxLength: 100),
                subject_id = table.Column<string>(maxLength: 200),
                detail = table.Column<string>(),
                previous_hash = table.Column<string>(maxLength: 64),
                hash = table.Column<string>(maxLength: 64),
            },
            constraints: table => table.PrimaryKey("pk_audit_entries", row => row.id));
        migrationBuilder.CreateIndex("ix_audit_entries_company_id_sequence", "audit_entries", ["company_id", "sequence"], unique: true);
        migrationBuilder.CreateIndex("ix_audit_entries_company_id_subject_type_subject_id", "audit_entries", ["company_id", "subject_type", "subject_id"]);

        migrationBuilder.CreateTable(
            "audit_heads",
            table => new
            {
                company_id = table.Column<long>(),
                sequence = table.Column<long>(),
                hash = table.Column<string>(maxLength: 64),
            },
            constraints: table => table.PrimaryKey("pk_audit_heads", row => row.company_id));

        migrationBuilder.CreateTable(
            "nodes",
            table => new
            {
                number = table.Column<int>(),
                name = table.Column<string>(maxLength: 200),
                token = table.Column<string>(maxLength: 40),
                joined_at = table.Column<long>(),
                seen_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_nodes", row => row.number));

        migrationBuilder.CreateTable(
            "idempotent_requests",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                key = table.Column<string>(maxLength: 200),
                content_hash = table.Column<string>(maxLength: 64),
                status = table.Column<int>(),
                body = table.Column<string>(),
                created_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_idempotent_requests", row => row.id));
        migrationBuilder.CreateIndex("ix_idempotent_requests_company_id_key", "idempotent_requests", ["company_id", "key"], unique: true);
        migrationBuilder.CreateIndex("ix_idempotent_requests_created_at", "idempotent_requests", "created_at");
    }
}
