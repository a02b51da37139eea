using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Declares locals without a value, and derivatives that begin with a constant, where they are first used: together with their first value,
/// before the statement that uses them, or in the only branch that does. Zeroing comes before the primal's sums: a sum that is live across a
/// call stays in memory, also in the loop that adds to it.
/// </summary>
internal sealed class FirstUse
{
    private readonly Block block;
    private readonly Statement[] statements;
    private readonly List<Declare>[] before;
    private readonly bool[] isMoved;
    private readonly Dictionary<Variable, (int First, int Last)> uses = [];

    private FirstUse(Block block)
    {
        this.block = block;
        statements = block.Statements.ToArray();
        before = new List<Declare>[statements.Length];
        isMoved = new bool[statements.Length];
        var movable = new HashSet<Variable>(statements.OfType<Declare>().Where(IsMovable).Select(declare => declare.Variable));
        if (movable.Count == 0) return;
        int index = 0;
        Action<Variable> use = variable =>
        {
            if (movable.Contains(variable)) uses[variable] = (uses.TryGetValue(variable, out var known) ? known.First : index, index);
        };
        for (; index < statements.Length; index++) new Block(statements[index]).ForEachMention(use);
    }

    public static Function Run(Function function) => function with { Body = Walk(function.Body) };

    private static Block Walk(Block block)
    {
        var pass = new FirstUse(block);
        if (pass.uses.Count > 0) pass.Move();
        return pass.Moved();
    }

    private void Move()
    {
        int solid = 0;
        var solidBefore = new int[statements.Length];
        for (int i = 0; i < statements.Length; i++)
        {
            solidBefore[i] = solid;
            if (statements[i] is not Declare { Value: null or Constant }) solid++;
        }

        var branches = new Dictionary<int, (HashSet<Variable> Then, HashSet<Variable> Else)>();
        for (int i = 0; i < statements.Length; i++)
        {
            if (statements[i] is not Declare declare || !IsMovable(declare) || !uses.TryGetValue(declare.Variable, out var use)) continue;
            if (IsConstantOfPrimal(declare) && !IsBeforeZeroing(i, use.First)) continue;
            isMoved[i] = !IsConstantOfPrimal(declare) && (IsMerged(declare, use.First) || (use.First == use.Last && IsInBranch(declare, use.First, branches)));
            if (isMoved[i] || solidBefore[use.First] == solidBefore[i]) continue;
            (before[use.First] ??= []).Add(declare);
            isMoved[i] = true;
        }
    }

    private static bool IsConstantOfPrimal(Declare declare) => declare.Value is Constant && !declare.Variable.IsDerivative();

    private bool IsBeforeZeroing(int declaration, int use)
    {
        for (int i = declaration + 1; i < use; i++)
            if (!IsZeroing(statements[i]) && statements[i] is not Declare { Value: null or Constant }) return false;
        return true;
    }

    private static bool IsZeroing(Statement statement) => statement is Fill || statement is If { Else.Statements.Count: 0, Then.Statements: { Count: 1 } then } && then[0] is Fill;

    private bool IsMerged(Declare declare, int use)
    {
        if (statements[use] is not Assign { Target: Variable target } assign) return false;
        bool isFirst = assign.Kind == AssignmentKind.Set || (assign.Kind == AssignmentKind.Add && target.IsDerivative() && declare.Value?.IsReal(0) == true);
        if (!isFirst) return false;
        if (!target.Equals(declare.Variable) || assign.Value.Mentions(target)) return false;
        statements[use] = new Declare(target, assign.Value);
        return true;
    }

    /// <summary>Whether one branch of an <c>if</c> alone mentions the variable; the declaration goes there.</summary>
    private bool IsInBranch(Declare declare, int use, Dictionary<int, (HashSet<Variable> Then, HashSet<Variable> Else)> branches)
    {
        if (statements[use] is not If branch || branch.Condition.Mentions(declare.Variable)) return false;
        if (!branches.TryGetValue(use, out var mentioned)) branches.Add(use, mentioned = (Mentioned(branch.Then), Mentioned(branch.Else)));
        bool inThen = mentioned.Then.Contains(declare.Variable), inElse = mentioned.Else.Contains(declare.Variable);
        if (inThen && inElse) return false;
        statements[use] = inThen ? branch with { Then = Before(declare, branch.Then) } : branch with { Else = Before(declare, branch.Else) };
        return true;
    }

    private Block Moved()
    {
        var output = new List<Statement>();
        for (int i = 0; i < statements.Length; i++)
        {
            if (isMoved[i]) continue;
            if (before[i] is { } declares) output.AddRange(declares);
            output.Add(statements[i].Map(expression => expression, Walk));
        }

        return block.With(output);
    }

    private static bool IsMovable(Declare declare) =>
        declare.Variable.Type is ScalarType && declare.Value is null or Constant;

    private static Block Before(Declare declare, Block block) => new(block.Statements.Prepend(declare).ToEquatableArray());

    private static HashSet<Variable> Mentioned(Block block)
    {
        var mentioned = new HashSet<Variable>();
        block.ForEachMention(variable => mentioned.Add(variable));
        return mentioned;
    }
}
