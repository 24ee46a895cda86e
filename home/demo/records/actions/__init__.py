"""The actions that answer the learning, in every state and of every agency."""

from home.demo.records.actions.children import ACTIONS as FOR_CHILDREN
from home.demo.records.actions.curiosity import ACTIONS as FOR_CURIOSITY
from home.demo.records.actions.together import ACTIONS as FOR_WORKING_TOGETHER

ACTIONS = FOR_CURIOSITY + FOR_WORKING_TOGETHER + FOR_CHILDREN
