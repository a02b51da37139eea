using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// The adjoint of a storage as the caller gives it, to be read only: it is copied into adjoint storage of the function's own, or, where the reverse sweep
/// only reads that, it is that storage.
/// </summary>
internal sealed class DirectSeed(Variable given, VariableSource variables)
{
    private readonly HashSet<Statement> copies = [];
    private Variable? own;

    public IEnumerable<Statement> AddTo(Expression place)
    {
        List<Statement> statements = [.. Storages.AddElements(place, given, variables)];
        own = place as Variable;
        copies.UnionWith(statements);
        return statements;
    }

    /// <summary>The reverse sweep without the copy, if it does without.</summary>
    public Block ReadWhereItIs(Block reverse)
    {
        if (own is null || own.Role == Role.Contract || reverse.Statements.Count(IsDeclaration) != 1 || !reverse.Statements.All(statement => Leaves(statement))) return reverse;
        return Without(reverse);
    }

    private bool IsDeclaration(Statement statement) => statement is Declare { Value: Allocate or ZerosLike } declare && declare.Variable.Equals(own);

    /// <summary>Whether the statement reads elements of the storage at most.</summary>
    private bool Leaves(Statement statement)
    {
        if (copies.Contains(statement) || IsDeclaration(statement)) return true;
        if (Activity.StorageWrites(statement).Any(root => root.Equals(own)) || statement is Assign { Target: Variable target } && target.Equals(own)) return false;
        return statement.Reads().All(OnlyReads) && statement.Blocks().All(block => block.Statements.All(Leaves));
    }

    private bool OnlyReads(Expression expression) => expression switch
    {
        Variable variable => !variable.Equals(own),
        Element { Type.IsReal: true } element => element.Indices.All(OnlyReads),
        Apply { Primitive.Form: PrimitiveForm.Length } => true,
        _ => expression.Children().All(OnlyReads),
    };

    private Block Without(Block block) => new(block.Statements
        .Where(statement => !copies.Contains(statement) && !IsDeclaration(statement))
        .Select(statement => statement.Map(expression => expression.Substitute(variable => variable.Equals(own) ? given : null), Without))
        .ToEquatableArray());
}
