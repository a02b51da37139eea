using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Follows which variables hold a known constant or a copy of another variable, and uses that: copies disappear, a sum that starts from
/// zero becomes an assignment, branches on constants are taken, what has just been stored is not read back. A variable that the user named is preferred to one
/// that nobody named.
/// </summary>
internal sealed class Propagation
{
    private const int LongestChoice = 12;

    /// <summary>How many stores are remembered.</summary>
    private const int MostStored = 32;

    private readonly Memory memory;
    private readonly Uses uses;
    private readonly bool withReads;
    private readonly Dictionary<Variable, Expression> known = [];
    private readonly Dictionary<Variable, List<Variable>> holders = [];
    private readonly Stack<(Variable Variable, Expression? Value)> undo = [];
    private List<(Element Place, Variable Value)> stored = [];

    private Propagation(Facts facts, bool withReads) => (memory, uses, this.withReads) = (facts.Memory, facts.Uses, withReads);

    public static Function Run(Facts facts) => facts.With(new Propagation(facts, withReads: false).Walk(facts.Body));

    /// <summary>The same; and an element that primal and derivative both read by a local is read by that one everywhere.</summary>
    public static Function RunWithReads(Facts facts) => facts.With(new Propagation(facts, withReads: true).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements) Walk(statement, statements);
        return block.With(statements);
    }

    private void Walk(Statement statement, List<Statement> output)
    {
        foreach (Variable reference in statement.References()) Forget(reference); // it stays itself, and changes
        if (stored.Count > 0 && MayWriteUnseen(statement)) stored.Clear();
        switch (statement)
        {
            case If branch when output.Count > 0 && output[output.Count - 1] is Declare { Value: null, Variable.Type: ScalarType } declare
                && Choice(branch, declare.Variable) is { } choice:
                output.RemoveAt(output.Count - 1);
                Walk(declare with { Value = choice.Value }, output);
                break;
            case Assign { Target: Variable target } assign:
                WalkAssign(target, assign, output);
                break;
            case Declare declare:
                var value = declare.Value is null ? null : Stored(Replace(declare.Value));
                output.Add(declare.WithValue(value));
                Learn(declare.Variable, value);
                if (withReads && value is Element read && IsOfBoth(declare.Variable)) LearnStored(read, declare.Variable);
                break;
            case Assign { Kind: not AssignmentKind.Set } assign when assign.IsDerivative() && Replace(assign.Value).IsReal(0):
                break;
            case If branch:
                WalkIf(branch, output);
                break;
            case For loop:
                Forget(Effects.Of(loop.Body, memory));
                output.Add(loop.With(Replace(loop.Start), Replace(loop.Limit), Inside(loop.Body)));
                break;
            case While loop:
                Forget(Effects.Of(loop.Body, memory));
                output.Add(loop.With(Replace(loop.Condition), Inside(loop.Body)));
                break;
            default:
                Statement walked = statement.Map(Replace, Walk);
                output.Add(walked);
                Forget(Effects.Of(statement, memory));
                if (walked is Assign { Kind: AssignmentKind.Set, Target: Element place, Value: Variable stores }) LearnStored(place, stores);
                break;
        }
    }

    /// <summary>Whether the value of a declaration or assignment may write memory, or what is assigned be a part of it.</summary>
    private bool MayWriteUnseen(Statement statement) => statement switch
    {
        Declare declare => declare.Value?.HasEffects() == true,
        Assign { Target: Variable target } assign => assign.Value.HasEffects() || memory.MayBeElement(target),
        _ => false,
    };

    /// <summary>Whether the primal reads the local, and its derivative in the same block.</summary>
    private bool IsOfBoth(Variable local) => uses.PrimalReads(local) is > 0 and var primal && uses.Reads(local) > primal;

    private void LearnStored(Element place, Variable value)
    {
        if (!place.Type.Equals(value.Type) || place.HasEffects() || memory.MayBeElement(value)) return;
        if (stored.Count == MostStored) stored.RemoveAt(0);
        stored.Add((place, value));
    }

    /// <summary>The variable whose value the element has got last, or that has been read from it.</summary>
    private Expression Stored(Expression value)
    {
        if (value is not Element) return value;
        int last = stored.FindLastIndex(known => known.Place.Equals(value));
        return last < 0 ? value : Replace(stored[last].Value);
    }

    private void WalkAssign(Variable target, Assign assign, List<Statement> output)
    {
        Expression value = Replace(assign.Value);
        if (assign.Kind != AssignmentKind.Set && target.IsDerivative() && target.Type.IsReal)
        {
            if (value.IsReal(0)) return;
            if (known.TryGetValue(target, out Expression before))
            {
                value = Continue(before, assign.Kind, value);
                assign = assign with { Kind = AssignmentKind.Set };
            }
        }

        if (assign.Kind == AssignmentKind.Set && value.Equals(target)) return;
        output.Add(assign.With(target, assign.Kind, value));
        Learn(target, assign.Kind == AssignmentKind.Set ? value : null);
    }

    private static Expression Continue(Expression before, AssignmentKind kind, Expression value) => (before.IsReal(0), kind) switch
    {
        (true, AssignmentKind.Add) => value,
        (true, _) => value is Constant constant ? Constant.RealOf(-constant.Real, value.Type) : Terms.Negative(value),
        (false, AssignmentKind.Add) => Terms.Plus(before, value),
        _ => Terms.Minus(before, value),
    };

    private void WalkIf(If branch, List<Statement> output)
    {
        Expression condition = Replace(branch.Condition);
        if (condition is Constant constant)
        {
            foreach (Statement taken in (constant.Bits != 0 ? branch.Then : branch.Else).Statements) Walk(taken, output);
            return;
        }

        If walked = branch.With(condition, Inside(branch.Then), Inside(branch.Else));
        if (Choice(walked, Chosen(walked.Then) ?? Chosen(walked.Else)) is { } choice)
        {
            output.Add(choice);
            Learn((Variable)choice.Target, choice.Value);
            return;
        }

        Forget(Effects.Of(branch, memory));
        output.Add(walked);
    }

    /// <summary>The assignment of a conditional value that an <c>if</c> amounts to, when it only chooses what one unnamed variable is.</summary>
    private Assign? Choice(If branch, Variable? target)
    {
        if (target is null) return null;
        Expression? whenTrue = ChosenValue(branch.Then, target, mayChoose: false);
        Expression? whenFalse = ChosenValue(branch.Else, target, mayChoose: true);
        if (whenTrue is null || whenFalse is null || branch.Condition.HasEffects()) return null;
        if (whenTrue.Operations() + whenFalse.Operations() + branch.Condition.Operations() > LongestChoice) return null;
        return new Assign(target, AssignmentKind.Set, new Conditional(branch.Condition, whenTrue, whenFalse) { IsGuard = branch.IsGuard });
    }

    private static Variable? Chosen(Block block) =>
        block.Statements.Count == 1
        && block.Statements[0] is Assign { Kind: AssignmentKind.Set, Target: Variable { Role: not Role.Source, Type: ScalarType } target }
            ? target
            : null;

    private Expression? ChosenValue(Block block, Variable target, bool mayChoose)
    {
        if (block.IsEmpty) return known.TryGetValue(target, out Expression value) ? value : null;
        return block.Statements.Count == 1 && block.Statements[0] is Assign { Kind: AssignmentKind.Set } assign && assign.Target.Equals(target)
            && IsPlain(assign.Value, mayChoose)
            ? assign.Value
            : null;
    }

    /// <summary>Whether the value can stand in a choice: a further choice only as the last part of a chain.</summary>
    private static bool IsPlain(Expression value, bool mayChoose) => value is Conditional choice && mayChoose
        ? IsPlain(choice.Condition, mayChoose: false) && IsPlain(choice.WhenTrue, mayChoose: false) && IsPlain(choice.WhenFalse, mayChoose: true)
        : !value.Any(part => part is Conditional or External { HasEffects: true });

    private Block Inside(Block block)
    {
        int mark = undo.Count;
        List<(Element, Variable)> before = [.. stored];
        Block walked = Walk(block);
        stored = before;
        while (undo.Count > mark)
        {
            var (variable, value) = undo.Pop();
            if (value is null) known.Remove(variable);
            else known[variable] = value;
        }

        return walked;
    }

    private Expression Replace(Expression expression) =>
        known.Count == 0 ? expression : expression.Substitute(variable => known.TryGetValue(variable, out Expression value) ? value : null);

    private void Learn(Variable variable, Expression? value)
    {
        Forget(variable);
        if (value is null || !value.Type.Equals(variable.Type) || value.Equals(variable)) return;
        if (value is Constant && variable.Role != Role.Source) Know(variable, value);
        if (value is not Variable copied) return;
        if (variable.Role != Role.Source) Know(variable, copied);
        else if (copied.Role is Role.Temporary) Know(copied, variable);
    }

    private void Know(Variable variable, Expression value)
    {
        Set(variable, value);
        if (value is not Variable held) return;
        if (!holders.TryGetValue(held, out List<Variable> list)) holders.Add(held, list = []);
        list.Add(variable);
    }

    private void Forget(Effects effects)
    {
        foreach (Variable assigned in effects.Assigned) Forget(assigned);
        stored.RemoveAll(known => effects.Disturb(known.Place));
    }

    private void Forget(Variable variable)
    {
        stored.RemoveAll(known => known.Value.Equals(variable) || known.Place.Mentions(variable));
        if (known.ContainsKey(variable)) Set(variable, null);
        if (!holders.TryGetValue(variable, out List<Variable> list)) return;
        foreach (Variable holder in list)
            if (known.TryGetValue(holder, out Expression value) && value.Equals(variable)) Set(holder, null);
    }

    private void Set(Variable variable, Expression? value)
    {
        undo.Push((variable, known.TryGetValue(variable, out Expression before) ? before : null));
        if (value is null) known.Remove(variable);
        else known[variable] = value;
    }
}
