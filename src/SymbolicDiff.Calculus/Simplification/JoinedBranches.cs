using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Two choices by the same condition, one behind the other, become one: what a branch does and what undoes it stand together. Not where the first is one line and the other
/// needs nothing of it: choices between two values read best by themselves.
/// </summary>
internal sealed class JoinedBranches
{
    private readonly Memory memory;

    private JoinedBranches(Memory memory) => this.memory = memory;

    public static Function Run(Facts facts) => facts.With(new JoinedBranches(facts.Memory).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var statements = block.Statements.ToList();
        for (int i = 0; i < statements.Count; i++)
        {
            while (statements[i] is If { IsGuard: false } first && SecondOf(first, statements, i) is > 0 and var second) i = Join(first, statements, i, second);
            statements[i] = statements[i].Map(expression => expression, Walk);
        }

        return block.With(statements);
    }

    /// <summary>Where the next choice by the same condition stands, if what stands between can stand before both; −1 for none.</summary>
    private int SecondOf(If first, List<Statement> statements, int index)
    {
        if (first.Condition.HasEffects()) return -1;
        var effects = Effects.Of(first, memory);
        if (effects.Disturb(first.Condition)) return -1;
        var mentioned = new HashSet<Variable>();
        new Block(first).ForEachMention(variable => mentioned.Add(variable));
        for (int i = index + 1; i < statements.Count; i++)
        {
            if (statements[i] is If { IsGuard: false } second && IsSame(first.Condition, second.Condition) is not null) return IsOneLine(first) && !Uses(second, effects) ? -1 : i;
            if (!IsMovable(statements[i], effects, mentioned)) return -1;
        }

        return -1;
    }

    /// <summary>Whether the conditions are the same; false where one is the negation of the other, null for others.</summary>
    private static bool? IsSame(Expression first, Expression second) =>
        first.Equals(second) ? true : first.Equals(NeededCode.Inverse(second)) || second.Equals(NeededCode.Inverse(first)) ? false : null;

    private static bool IsOneLine(If first) => first.Then.Statements.Count <= 1 && first.Else.Statements.Count <= 1;

    private static bool Uses(If second, Effects first)
    {
        bool uses = false;
        new Block(second).ForEach(statement =>
        {
            foreach (Expression read in statement.Reads()) read.ForEachVariable(variable => uses |= first.Assigned.Contains(variable));
        });
        return uses;
    }

    private bool IsMovable(Statement between, Effects effects, HashSet<Variable> mentioned) => between switch
    {
        Declare { Value: null, Variable.Type: ScalarType } => true,
        Declare { Value: { } value, Variable.Type: ScalarType } => IsPure(value) && !effects.Disturb(value),
        Assign { Kind: AssignmentKind.Set, Target: Variable { Type: ScalarType } target, Value: var value } =>
            IsPure(value) && !effects.Disturb(value) && !mentioned.Contains(target) && !memory.MayBeElement(target),
        _ => false,
    };

    private static bool IsPure(Expression value) => !value.HasEffects() && !value.MayThrow();

    /// <summary>Puts the two together behind what stood between them; where the whole stands then.</summary>
    private static int Join(If first, List<Statement> statements, int index, int second)
    {
        var other = (If)statements[second];
        bool isSame = IsSame(first.Condition, other.Condition)!.Value;
        Block then = isSame ? other.Then : other.Else, otherwise = isSame ? other.Else : other.Then;
        Block wholeThen = new(first.Then.Statements.Concat(then.Statements).ToEquatableArray()), wholeElse = new(first.Else.Statements.Concat(otherwise.Statements).ToEquatableArray());
        bool isTurned = !isSame && first.Condition is Apply { Primitive.Name: "!" or "!=" };
        statements[second] = isTurned ? other.With(other.Condition, wholeElse, wholeThen) : first.With(first.Condition, wholeThen, wholeElse);
        statements.RemoveAt(index);
        return second - 1;
    }
}
