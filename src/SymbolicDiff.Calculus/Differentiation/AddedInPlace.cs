using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Adds to the adjoint that a reverse derivative is given by reference where it would add up a variable of its own first: each call in it then adds to the
/// caller's, too. In a loop the variable of its own is faster.
/// </summary>
internal static class AddedInPlace
{
    /// <param name="body">A reverse derivative, at the end of which <paramref name="own"/> is added to <paramref name="given"/>.</param>
    /// <param name="own">Declared in the outermost block, with zero.</param>
    /// <param name="given">The parameter by reference.</param>
    public static Block Apply(Block body, Variable own, Variable given)
    {
        if (!body.Statements.All(statement => IsEnd(statement, own, given) || OnlyAdds(statement, own))) return body;
        IEnumerable<Statement> kept = body.Statements.Where(statement => !IsDeclaration(statement, own) && !IsEnd(statement, own, given));
        return Renamed(new Block(kept.ToEquatableArray()), own, given);
    }

    private static bool IsDeclaration(Statement statement, Variable own) =>
        statement is Declare { Value: Constant { Real: 0 } } declare && declare.Variable.Equals(own);

    private static bool IsEnd(Statement statement, Variable own, Variable given) =>
        statement is Assign { Value: Variable value } end && value.Equals(own) && given.Equals(end.Target);

    /// <summary>Whether nothing is known of the variable's value, but that something is added to it.</summary>
    private static bool OnlyAdds(Statement statement, Variable own)
    {
        if (!Mentions(statement, own) || IsDeclaration(statement, own)) return true;
        return statement switch
        {
            For or While => false,
            If branch => !Mentions(branch.Condition, own) && branch.Blocks().All(block => block.Statements.All(inner => OnlyAdds(inner, own))),
            Assign { Target: Variable target, Kind: not AssignmentKind.Set } assign when target.Equals(own) => !Mentions(assign.Value, own),
            Evaluate { Effect: { Callee: not null } call } => call.References.Count(own.Equals) == 1
                && call.Operands.Sum(operand => operand.DescendantsAndSelf().Count(own.Equals)) == 1,
            _ => false,
        };
    }

    private static bool Mentions(Statement statement, Variable own) => new Block(statement).AllStatements().Any(inner =>
        inner is Assign { Target: Variable target } && target.Equals(own) || inner is Declare declare && declare.Variable.Equals(own)
        || inner.Reads().Any(read => Mentions(read, own)));

    private static bool Mentions(Expression expression, Variable own) => expression.DescendantsAndSelf().Contains(own);

    private static Block Renamed(Block block, Variable own, Variable given) => new(block.Statements.Map(statement =>
    {
        Statement renamed = statement.Map(expression => expression.Substitute(variable => variable.Equals(own) ? given : null), inner => Renamed(inner, own, given));
        return renamed is Assign { Target: Variable target } assign && target.Equals(own) ? assign with { Target = given } : renamed;
    }));
}
