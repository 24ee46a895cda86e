"""What the review of the journey says, page by page: the words of each page's task, its questions and answers."""

REVIEW = {
    "the children and the incident": {
        "Who wrote this review?": "The business unit",
        "Who are the children and their family?": "A baby, a mother and a father.",
        "What happened, as agencies know it?": "Three agencies knew of three visits; none knew of all.",
        "How are this child, siblings and others kept safe now?": "The baby is with a grandmother.",
    },
    "what agencies did": {
        "How were agencies involved?": "Health, police and the council.",
        "Which episodes of practice mattered most, and why?": "The third visit: nobody knew it was the third.",
        "What was good practice?": "The health visitor came back twice.",
    },
    "the child’s life and identity": {
        "What was life like for the child, and what did they say?": "Nobody asked how mornings were.",
        "How may racism and other inequalities have shaped": "No interpreter was booked for the father.",
        "What contact was there with the family": "The father was asked, with an interpreter.",
        "What contact was there with practitioners": "Two health visitors came.",
    },
    "what is learned": {
        "Why did things happen as they did?": "The form asks for the mother only.",
        "Was this identified before, here or nationally?": "Yes, nationally.",
        "What has changed already?": "The form is being rewritten.",
        "What is relevant nationally?": "Nothing new.",
        "How will the learning be shared, with whom and when?": "A briefing in May.",
    },
}
