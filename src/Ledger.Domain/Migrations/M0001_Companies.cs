using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Domain.Migrations;

/// <summary>Companies, people, parameters and numbers.</summary>
[DbContext(typeof(LedgerDb))]
[Migration("0001_Companies")]
public sealed class M0001_Companies : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Companies(migrationBuilder);
        Branches(migrationBuilder);
        Users(migrationBuilder);
        UserClaims(migrationBuilder);
        UserLogins(migrationBuilder);
        UserTokens(migrationBuilder);
        UserRoles(migrationBuilder);
        ApiKeys(migrationBuilder);
        ParameterSets(migrationBuilder);
        NumberSequences(migrationBuilder);
    }

    private static void Companies(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "companies",
            table => new
            {
                id = table.Column<long>(),
                rut = table.Column<string>(maxLength: 12),
                name = table.Column<string>(maxLength: 200),
                local_currency = table.Column<string>(maxLength: 3),
                foreign_currency = table.Column<string>(maxLength: 3),
                is_head_office_installation = table.Column<bool>(),
                time_zone = table.Column<string>(maxLength: 64),
                revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_companies", row => row.id);
            });
        migrationBuilder.CreateIndex("ix_companies_rut", "companies", ["rut"], unique: true);
    }

    private static void Branches(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "branches",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                code = table.Column<int>(),
                name = table.Column<string>(maxLength: 200),
                is_head_office = table.Column<bool>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_branches", row => row.id);
            });
        migrationBuilder.CreateIndex("ix_branches_company_id", "branches", ["company_id"], unique: true, filter: "is_head_office");
        migrationBuilder.CreateIndex("ix_branches_company_id_code", "branches", ["company_id", "code"], unique: true);
    }

    private static void Users(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "users",
            table => new
            {
                id = table.Column<long>(),
                display_name = table.Column<string>(maxLength: 200),
                culture = table.Column<string>(maxLength: 10, nullable: true),
                is_active = table.Column<bool>(),
                user_name = table.Column<string>(maxLength: 256),
                normalized_user_name = table.Column<string>(maxLength: 256),
                email = table.Column<string>(maxLength: 256, nullable: true),
                normalized_email = table.Column<string>(maxLength: 256, nullable: true),
                email_confirmed = table.Column<bool>(),
                password_hash = table.Column<string>(nullable: true),
                security_stamp = table.Column<string>(nullable: true),
                concurrency_stamp = table.Column<string>(nullable: true),
                phone_number = table.Column<string>(nullable: true),
                phone_number_confirmed = table.Column<bool>(),
                two_factor_enabled = table.Column<bool>(),
                lockout_end = table.Column<long>(nullable: true),
                lockout_enabled = table.Column<bool>(),
                access_failed_count = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_users", row => row.id);
            });
        migrationBuilder.CreateIndex("ix_users_normalized_email", "users", ["normalized_email"]);
        migrationBuilder.CreateIndex("ix_users_normalized_user_name", "users", ["normalized_user_name"], unique: true);
    }

    private static void UserClaims(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "user_claims",
            table => new
            {
                user_id = table.Column<long>(),
                claim_type = table.Column<string>(maxLength: 200),
                claim_value = table.Column<string>(maxLength: 200),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_user_claims", row => new { row.user_id, row.claim_type, row.claim_value });
            });
    }

    private static void UserLogins(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "user_logins",
            table => new
            {
                login_provider = table.Column<string>(maxLength: 200),
                provider_key = table.Column<string>(maxLength: 200),
                provider_display_name = table.Column<string>(nullable: true),
                user_id = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_user_logins", row => new { row.login_provider, row.provider_key });
            });
        migrationBuilder.CreateIndex("ix_user_logins_user_id", "user_logins", ["user_id"]);
    }

    private static void UserTokens(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "user_tokens",
            table => new
            {
                user_id = table.Column<long>(),
                login_provider = table.Column<string>(maxLength: 200),
                name = table.Column<string>(maxLength: 200),
                value = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_user_tokens", row => new { row.user_id, row.login_provider, row.name });
            });
    }

    private static void UserRoles(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "user_roles",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                user_id = table.Column<long>(),
                role = table.Column<string>(maxLength: 40),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_user_roles", row => row.id);
                table.ForeignKey("fk_user_roles_users_user_id", row => row.user_id, "users", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_user_roles_company_id_role", "user_roles", ["company_id", "role"]);
        migrationBuilder.CreateIndex(
            "ix_user_roles_user_id_company_id_role", "user_roles", ["user_id", "company_id", "role"], unique: true);
    }

    private static void ApiKeys(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "api_keys",
            table => new
            {
                id = table.Column<long>(),
                user_id = table.Column<long>(),
                name = table.Column<string>(maxLength: 200),
                key_hash = table.Column<string>(maxLength: 64),
                prefix = table.Column<string>(maxLength: 16),
                created_at = table.Column<long>(),
                last_used_at = table.Column<long>(nullable: true),
                revoked_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_api_keys", row => row.id);
                table.ForeignKey("fk_api_keys_users_user_id", row => row.user_id, "users", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_api_keys_key_hash", "api_keys", ["key_hash"], unique: true);
        migrationBuilder.CreateIndex("ix_api_keys_user_id", "api_keys", ["user_id"]);
    }

    private static void ParameterSets(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "parameter_sets",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                module = table.Column<string>(maxLength: 40),
                json = table.Column<string>(),
                changed_at = table.Column<long>(),
                changed_by = table.Column<string>(maxLength: 256),
                revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_parameter_sets", row => row.id);
            });
        migrationBuilder.CreateIndex("ix_parameter_sets_company_id_module", "parameter_sets", ["company_id", "module"], unique: true);
    }

    private static void NumberSequences(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "number_sequences",
            table => new
            {
                id = table.Column<long>(),
                company_id = table.Column<long>(),
                name = table.Column<string>(maxLength: 60),
                next = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_number_sequences", row => row.id);
            });
        migrationBuilder.CreateIndex("ix_number_sequences_company_id_name", "number_sequences", ["company_id", "name"], unique: true);
    }
}
