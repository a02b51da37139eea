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

    /// <summary>Where the next choice by the same condition stands, if what stands between can stand before both, or in the second, where it is put then; −1 for none.</summary>
    private int SecondOf(If first, List<Statement> statements, int index)
    {
        if (first.Condition.HasEffects()) return -1;
        var effects = Effects.Of(first, memory);
        if (effects.Disturb(first.Condition)) return -1;
        var mentioned = new HashSet<Variable>();
        new Block(first).ForEachMention(variable => mentioned.Add(variable));
        List<Declare> own = [];
        for (int i = index + 1; i < statements.Count; i++)
        {
            if (statements[i] is If { IsGuard: false } second && IsSame(first.Condition, second.Condition) is not null)
            {
                if (IsOneLine(first) && !Uses(second, effects)) return -1;
                if (own.Count == 0) return i;
                if (WithOwn(second, own, statements, index, i) is not { } whole) return -1;
                statements[i] = whole;
                foreach (Declare moved in own) statements.Remove(moved);
                return i - own.Count;
            }

            if (IsMovable(statements[i], effects, mentioned)) continue;
            if (statements[i] is not Declare { Value: { } value, Variable.Type: ScalarType } declare || !IsPure(value)) return -1;
            own.Add(declare);
        }

        return -1;
    }

    /// <summary>The second choice with values that nothing but one of its branches needs; null where something else does, or they are others there.</summary>
    private If? WithOwn(If second, List<Declare> own, List<Statement> statements, int first, int at)
    {
        bool IsOwn(Statement statement) => own.Any(declare => statement.Mentions(declare.Variable));
        for (int i = first + 1; i < at; i++)
        {
            bool moves = own.Contains(statements[i]);
            if (!moves && IsOwn(statements[i])) return null;
            Effects effects = Effects.Of(statements[i], memory);
            if (own.TakeWhile(declare => !ReferenceEquals(declare, statements[i])).Any(declare => statements.IndexOf(declare) < i && effects.Disturb(declare.Value!))) return null;
        }

        bool inThen = second.Then.Statements.Any(IsOwn), inElse = second.Else.Statements.Any(IsOwn);
        if (inThen == inElse || own.Any(declare => second.Condition.Mentions(declare.Variable)) || statements.Skip(at + 1).Any(IsOwn)) return null;
        Block With(Block branch) => new(own.Concat(branch.Statements).ToEquatableArray());
        return second.With(second.Condition, inThen ? With(second.Then) : second.Then, inThen ? second.Else : With(second.Else));
    }

    /// <summary>Whether the conditions are the same; false where one is the negation of the other, null for others.</summary>
    private static bool? IsSame(Expression first, Expression second) =>
        first.Equals(second) ? true : first.Equals(NeededCode.Inverse(second)) || second.Equals(NeededCode.Inverse(first)) ? false : null;

    private static bool IsOneLine(If first) => IsOneLine(first.Then) && IsOneLine(first.Else);

    private static bool IsOneLine(Block branch) => branch.Statements.Count == 0 || branch.Statements.Count == 1 && branch.Statements[0] is not (For or While);

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
