using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ledger.Workflows.Persistence.Migrations;

/// <summary>Instances can move between versions (features.md W11): which they came through.</summary>
[DbContext(typeof(WorkflowsDb))]
[Migration("0007_InstanceMoves")]
public sealed class M0007_InstanceMoves : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("moves", "workflow_instances", nullable: true);
        migrationBuilder.AddColumn<string>("moves", "instance_archive", nullable: true);
    }
}
