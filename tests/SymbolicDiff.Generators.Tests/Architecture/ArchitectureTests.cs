using System.Reflection;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Tests.Architecture;

/// <summary>Who may refer to whom, read from the assemblies' metadata.</summary>
public class ArchitectureTests
{
    private static readonly Assembly calculus = typeof(Function).Assembly;
    private static readonly Assembly generators = typeof(DifferentiableGenerator).Assembly;

    [Fact]
    public void The_calculus_knows_no_compiler() =>
        Assert.Equal(["Sprache", "netstandard"], calculus.GetReferencedAssemblies().Select(reference => reference.Name!).Order(StringComparer.Ordinal));

    [Fact]
    public void The_generator_knows_the_compiler_and_the_calculus_alone()
    {
        string[] allowed = ["Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "SymbolicDiff.Calculus", "System.Collections.Immutable", "System.Memory", "netstandard"];
        Assert.Empty(generators.GetReferencedAssemblies().Select(reference => reference.Name!).Except(allowed));
    }

    [Fact]
    public void Only_the_grammar_knows_Sprache() =>
        Assert.DoesNotContain(TypeReferences.Of(calculus), use => use.To.StartsWith("Sprache", StringComparison.Ordinal) && !use.From.StartsWith("SymbolicDiff.Calculus.Rules.RuleGrammar", StringComparison.Ordinal));

    [Theory]
    [InlineData("Ir", "Rules", "Analysis", "Simplification", "Differentiation", "Vectorization", "")]
    [InlineData("Rules", "Analysis", "Simplification", "Differentiation", "Vectorization", "")]
    [InlineData("Analysis", "Simplification", "Differentiation", "Vectorization", "")]
    [InlineData("Simplification", "Differentiation", "Vectorization", "")]
    [InlineData("Differentiation", "Vectorization", "")]
    [InlineData("Vectorization", "Differentiation", "")]
    public void Folders_of_the_calculus_refer_in_one_direction(string from, params string[] forbidden) =>
        AssertNoReference(calculus, Folder("SymbolicDiff.Calculus", from), [.. forbidden.Select(to => Folder("SymbolicDiff.Calculus", to))]);

    [Fact]
    public void Lowering_and_emission_never_see_each_other()
    {
        AssertNoReference(generators, "SymbolicDiff.Generators.Lowering", "SymbolicDiff.Generators.Emission", "SymbolicDiff.Calculus.Differentiation", "SymbolicDiff.Calculus.Simplification");
        AssertNoReference(generators, "SymbolicDiff.Generators.Emission", "SymbolicDiff.Generators.Lowering", "SymbolicDiff.Calculus.Differentiation", "SymbolicDiff.Calculus.Simplification");
    }

    [Fact]
    public void Emission_sees_no_symbols() =>
        Assert.DoesNotContain(TypeReferences.Of(generators), use =>
            use.From.StartsWith("SymbolicDiff.Generators.Emission.", StringComparison.Ordinal)
            && use.To.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
            && (use.To.EndsWith("Symbol", StringComparison.Ordinal) || use.To.Contains("Syntax.", StringComparison.Ordinal) || use.To.EndsWith("Compilation", StringComparison.Ordinal)));

    [Fact]
    public void The_walk_sees_calls_and_signatures()
    {
        var uses = TypeReferences.Of(generators);
        Assert.Contains(("SymbolicDiff.Generators.Pipeline.Stages", "SymbolicDiff.Generators.Emission.SourceFile"), uses);
        Assert.Contains(("SymbolicDiff.Generators.Model.LoweredTarget", "SymbolicDiff.Calculus.Ir.Function"), uses);
    }

    private static string Folder(string root, string name) => name.Length == 0 ? root : root + "." + name;

    private static void AssertNoReference(Assembly assembly, string from, params string[] forbidden) =>
        Assert.DoesNotContain(TypeReferences.Of(assembly), use => NamespaceOf(use.From) == from && forbidden.Contains(NamespaceOf(use.To)));

    private static string NamespaceOf(string type) => type[..type.LastIndexOf('.')];
}
